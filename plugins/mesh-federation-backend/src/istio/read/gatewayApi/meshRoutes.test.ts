import { aRoute, SERVICE, TWO_SERVICES } from './__testUtils__/aRoute';
import { decodeMeshRoutes } from './meshRoutes';

const decode = (
  spec: unknown,
  kind: 'HTTPRoute' | 'GRPCRoute' = 'HTTPRoute',
) => {
  const objects = [aRoute(kind, spec)];
  return decodeMeshRoutes({
    httpRoutes: kind === 'HTTPRoute' ? objects : [],
    grpcRoutes: kind === 'GRPCRoute' ? objects : [],
  });
};

describe('decodeMeshRoutes', () => {
  it('makes a VirtualService for each Service that is a parent', () => {
    const routes = decode(TWO_SERVICES);
    expect(routes).toMatchObject([
      {
        object: { kind: 'HTTPRoute', namespace: 'shop', name: 'web' },
        derivedName: 'shop~80~web.shop.svc.cluster.local',
        hosts: ['web.shop.svc.cluster.local'],
        exportTo: ['*'],
        http: [
          {
            field: 'spec.rules[0]',
            match: [{ port: 80, request: [] }],
            route: [{ host: 'canary.shop.svc.cluster.local', port: 81 }],
          },
        ],
      },
      {
        derivedName: 'shop~web.other.svc.cluster.local',
        hosts: ['web.other.svc.cluster.local'],
        exportTo: ['.'],
        http: [{ match: [] }],
      },
    ]);
  });

  it('answers 500 where there is no backend, or all have weight 0', () => {
    for (const backendRefs of [undefined, [{ name: 'web', weight: 0 }]]) {
      const [route] = decode({
        parentRefs: [SERVICE],
        rules: [{ backendRefs }],
      });
      expect(route?.http[0]?.directResponse).toBe(500);
    }
  });

  it('has the most specific match first', () => {
    const [route] = decode({
      parentRefs: [SERVICE],
      rules: [
        { matches: [{ path: { value: '/' } }, { path: { value: '/a' } }] },
        { matches: [{ path: { type: 'Exact', value: '/' } }] },
      ],
    });
    expect(route?.http.map(({ field, match }) => [field, match])).toEqual([
      [
        'spec.rules[1]',
        [{ request: [{ field: 'uri', by: 'exact', value: '/' }] }],
      ],
      [
        'spec.rules[0]',
        [{ request: [{ field: 'uri', by: 'prefix', value: '/a' }] }],
      ],
      ['spec.rules[0]', []],
    ]);
  });

  it('reads filters and timeouts', () => {
    const [route] = decode({
      parentRefs: [SERVICE],
      rules: [
        { filters: [{ type: 'RequestRedirect', requestRedirect: {} }] },
        {
          filters: [
            {
              type: 'URLRewrite',
              urlRewrite: { path: { replacePrefixMatch: '/v2/' } },
            },
          ],
          timeouts: { request: '2s' },
          backendRefs: [{ name: 'web', port: 80 }],
        },
      ],
    });
    expect(route?.http).toMatchObject([
      { redirect: true },
      { redirect: false, rewrite: { uri: '/v2' }, timeout: 2000 },
    ]);
  });

  it('takes the service and method of a call for its path', () => {
    const [route] = decode(
      {
        parentRefs: [SERVICE],
        rules: [
          {
            matches: [{ method: { service: 'shop.Orders', method: 'Get' } }],
            backendRefs: [{ name: 'web', port: 80 }],
          },
        ],
      },
      'GRPCRoute',
    );
    expect(route?.http[0]?.match).toEqual([
      { request: [{ field: 'uri', by: 'exact', value: '/shop.Orders/Get' }] },
    ]);
  });

  it.each([undefined, { parentRefs: 'web', rules: 5 }])(
    'reads %j as no route',
    spec => {
      expect(decode(spec)).toEqual([]);
    },
  );

  describe('with several routes of one Service', () => {
    const anHttpRoute = (
      name: string,
      createdAt: string,
      path: string,
      parent: object = SERVICE,
    ) =>
      aRoute(
        'HTTPRoute',
        {
          parentRefs: [parent],
          rules: [{ matches: [{ path: { value: path } }] }],
        },
        { name, creationTimestamp: createdAt },
      );
    const young = anHttpRoute('a-young', '2026-01-02T00:00:00Z', '/young/deep');
    const old = anHttpRoute('old', '2026-01-01T00:00:00Z', '/old');

    it('makes one VirtualService of them, named as the oldest, the most specific match first', () => {
      const calls = aRoute(
        'GRPCRoute',
        { parentRefs: [SERVICE], rules: [{}] },
        { name: 'calls', creationTimestamp: '2026-01-03T00:00:00Z' },
      );
      const routes = decodeMeshRoutes({
        httpRoutes: [young, old],
        grpcRoutes: [calls],
      });
      expect(routes).toMatchObject([
        {
          object: { kind: 'HTTPRoute', name: 'old' },
          createdAt: '2026-01-01T00:00:00Z',
          http: [
            { object: { kind: 'HTTPRoute', name: 'a-young' } },
            { match: [{ request: [{ value: '/old' }] }] },
            { object: { kind: 'GRPCRoute', name: 'calls' }, match: [] },
          ],
        },
      ]);
      expect(routes[0]?.http[1]?.object).toBeUndefined();
    });

    it('keeps those apart that are for one port and for all', () => {
      const onePort = anHttpRoute('one-port', '2026-01-01T00:00:00Z', '/', {
        ...SERVICE,
        port: 80,
      });
      expect(
        decodeMeshRoutes({ httpRoutes: [old, onePort], grpcRoutes: [] }),
      ).toHaveLength(2);
    });
  });
});
