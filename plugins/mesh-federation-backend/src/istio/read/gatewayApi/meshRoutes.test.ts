import { anObject } from '../__testUtils__/anObject';
import { decodeMeshRoutes } from './meshRoutes';

const SERVICE = { group: '', kind: 'Service', name: 'web' };

const decode = (spec: unknown, kind: 'HTTPRoute' | 'GRPCRoute' = 'HTTPRoute') =>
  decodeMeshRoutes([{ ...anObject({ spec }), kind }], kind);

describe('decodeMeshRoutes', () => {
  it('makes a VirtualService for each Service that is a parent', () => {
    const routes = decode({
      parentRefs: [
        { ...SERVICE, port: 80 },
        { ...SERVICE, namespace: 'other' },
        { name: 'a-gateway' },
      ],
      rules: [{ backendRefs: [{ name: 'canary', port: 81 }] }],
    });
    expect(routes).toMatchObject([
      {
        object: { kind: 'HTTPRoute', namespace: 'shop', name: 'web' },
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
});
