import { aRoute, SERVICE, TWO_SERVICES } from './__testUtils__/aRoute';
import { decodeConnectionRoutes } from './connectionRoutes';

const decode = (spec: unknown, kind: 'TCPRoute' | 'TLSRoute' = 'TCPRoute') =>
  decodeConnectionRoutes([aRoute(kind, spec)], kind);

describe('decodeConnectionRoutes', () => {
  it('makes a VirtualService for each Service that is a parent', () => {
    const routes = decode(TWO_SERVICES);
    expect(routes).toMatchObject([
      {
        object: { kind: 'TCPRoute', namespace: 'shop', name: 'web' },
        hosts: ['web.shop.svc.cluster.local'],
        exportTo: ['*'],
        http: [],
        tcp: [
          {
            field: 'spec.rules[0]',
            match: [{ port: 80, request: [] }],
            route: [{ host: 'canary.shop.svc.cluster.local', port: 81 }],
          },
        ],
      },
      {
        hosts: ['web.other.svc.cluster.local'],
        exportTo: ['.'],
        tcp: [{ match: [] }],
      },
    ]);
    expect(routes[0]!.tcp[0]).not.toHaveProperty('tls');
  });

  it('takes backends of other namespaces without any grant', () => {
    const [route] = decode({
      parentRefs: [SERVICE],
      rules: [
        {
          backendRefs: [
            { name: 'web', port: 80, weight: 9 },
            { name: 'web', namespace: 'other', port: 80 },
            { name: 'off', port: 80, weight: 0 },
          ],
        },
      ],
    });
    expect(route!.tcp[0]!.route).toEqual([
      { host: 'web.shop.svc.cluster.local', port: 80, weight: 9 },
      { host: 'web.other.svc.cluster.local', port: 80, weight: 1 },
    ]);
  });

  it('sends connections to nobody where there is no backend', () => {
    const [route] = decode({ parentRefs: [SERVICE], rules: [{}] });
    expect(route!.tcp[0]!.route).toMatchObject([
      { host: 'internal.cluster.local' },
    ]);
  });

  it.each([
    [undefined, ['web.shop.svc.cluster.local']],
    [['web.example.com'], ['web.example.com']],
  ])('asks for the server names of a TLSRoute with %j', (hostnames, values) => {
    const [route] = decode(
      {
        parentRefs: [{ ...SERVICE, port: 443 }],
        hostnames,
        rules: [{ backendRefs: [{ name: 'web', port: 443 }] }],
      },
      'TLSRoute',
    );
    expect(route!.tcp).toMatchObject([
      {
        tls: true,
        match: [{ port: 443, request: [{ field: 'sniHosts', values }] }],
      },
    ]);
  });

  it.each([undefined, { parentRefs: 'web', rules: 5 }])(
    'reads %j as no route',
    spec => {
      expect(decode(spec)).toEqual([]);
    },
  );
});
