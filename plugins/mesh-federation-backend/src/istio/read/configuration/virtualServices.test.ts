import type {
  HttpRoute,
  RouteMatch,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import real from '../__fixtures__/virtualService.json';
import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeVirtualServices } from './virtualServices';

const decode = (spec?: unknown) =>
  decodeVirtualServices([anObject({ spec })])[0];

const routeOf = (route: object) => decode({ http: [route] }).http[0];

describe('decodeVirtualServices', () => {
  it.each([
    ['0.001s', 1],
    ['1m30s', 90_000],
    ['0s', undefined],
    [undefined, undefined],
  ])('reads a timeout of %s', (timeout, expected) => {
    expect(routeOf({ timeout }).timeout).toBe(expected);
  });

  it('reads one as a real API server gives it', () => {
    const host = 'virtual-service-fault-half.scene.svc.cluster.local';

    expect(decodeVirtualServices([real])).toEqual([
      {
        object: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'VirtualService',
          namespace: 'scene',
          name: 'virtual-service-fault-half',
        },
        createdAt: real.metadata.creationTimestamp,
        hosts: [host],
        gateways: [],
        http: [
          {
            match: [],
            redirect: false,
            abort: { percent: 50, status: 503 },
            route: [{ host }],
          },
        ],
        tcp: [],
      },
    ]);
  });

  it('reads hosts, gateways, scope and destinations', () => {
    expect(
      decode({
        hosts: ['web'],
        gateways: ['mesh'],
        exportTo: ['.'],
        http: [
          {
            name: 'canary',
            route: [
              { destination: { host: 'web', subset: 'v1' }, weight: 90 },
              {
                destination: { host: 'web', port: { number: 8080 } },
                weight: 10,
              },
            ],
          },
        ],
        tls: [
          {
            match: [{ sniHosts: ['a.example', 'b.example'], port: 443 }],
            route: [{ destination: { host: 'a' } }],
          },
        ],
        tcp: [{ route: [{ destination: { host: 'b' } }] }],
      }),
    ).toEqual({
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        namespace: 'shop',
        name: 'web',
      },
      createdAt: '2026-01-01T00:00:00Z',
      hosts: ['web'],
      gateways: ['mesh'],
      exportTo: ['.'],
      http: [
        {
          name: 'canary',
          match: [],
          redirect: false,
          route: [
            { host: 'web', subset: 'v1', weight: 90 },
            { host: 'web', port: 8080, weight: 10 },
          ],
        },
      ],
      tcp: [
        {
          field: 'spec.tls[0]',
          tls: true,
          match: [
            {
              port: 443,
              request: [
                { field: 'sniHosts', values: ['a.example', 'b.example'] },
              ],
            },
          ],
          route: [{ host: 'a' }],
        },
        { field: 'spec.tcp[0]', match: [], route: [{ host: 'b' }] },
      ],
    });
  });

  it.each<[string, object, RouteMatch]>([
    [
      'a path',
      { uri: { prefix: '/api' } },
      { request: [{ field: 'uri', by: 'prefix', value: '/api' }] },
    ],
    [
      'a path that reads like another condition',
      { uri: { exact: '/a and port 81' } },
      { request: [{ field: 'uri', by: 'exact', value: '/a and port 81' }] },
    ],
    [
      'an exact method',
      { method: { exact: 'GET' } },
      { request: [{ field: 'method', by: 'exact', value: 'GET' }] },
    ],
    [
      'a pattern',
      { authority: { regex: 'a.*' } },
      { request: [{ field: 'authority', by: 'regex', value: 'a.*' }] },
    ],
    ['a port', { port: 8080 }, { port: 8080, request: [] }],
    [
      'headers and parameters, without their values',
      {
        headers: { 'x-key': { exact: 'top-secret' } },
        withoutHeaders: { 'x-no': {} },
        queryParams: { q: { exact: 'top-secret' } },
      },
      {
        request: [
          { field: 'headers', name: 'x-key' },
          { field: 'withoutHeaders', name: 'x-no' },
          { field: 'queryParams', name: 'q' },
        ],
      },
    ],
    [
      'the client and the request',
      { sourceNamespace: 'apps', scheme: { exact: 'http' } },
      {
        sourceNamespace: 'apps',
        request: [{ field: 'scheme', by: 'exact', value: 'http' }],
      },
    ],
  ])('says that a route asks for %s', (_, match, expected) => {
    expect(routeOf({ match: [match] }).match).toEqual([expected]);
  });

  it.each<[readonly object[], readonly RouteMatch[]]>([
    [
      [{ sourceLabels: { app: 'web' } }, { sourceNamespace: 'apps' }],
      [
        { sourceLabels: { app: 'web' }, request: [] },
        { sourceNamespace: 'apps', request: [] },
      ],
    ],
    [
      [{ sourceNamespace: 'apps' }, { method: { exact: 'GET' } }],
      [
        { sourceNamespace: 'apps', request: [] },
        { request: [{ field: 'method', by: 'exact', value: 'GET' }] },
      ],
    ],
    // istiod looks at the client's labels only where no gateway is named.
    [
      [{ gateways: ['mesh'], sourceNamespace: 'apps', port: 80 }],
      [{ port: 80, request: [] }],
    ],
    [[], []],
  ])('knows what %j asks of the client', (match, expected) => {
    expect(routeOf({ match }).match).toEqual(expected);
  });

  it.each([
    [[{ uri: { prefix: '/' } }]],
    [[{ uri: { regex: '.*' } }]],
    [[{ name: 'all', ignoreUriCase: true }]],
    [[{ method: { exact: 'GET' } }, {}]],
    [[{ gateways: ['mesh'], sourceNamespace: 'apps' }]],
  ])('knows that %j takes every request', match => {
    expect(routeOf({ match })).toMatchObject({ match: [] });
  });

  it('leaves out what gateways alone use', () => {
    const forGateways = { match: [{ gateways: ['istio-system/ingress'] }] };
    const forBoth = {
      match: [
        { gateways: ['istio-system/ingress'], uri: { prefix: '/a' } },
        { gateways: ['mesh'], uri: { prefix: '/b' } },
      ],
    };

    expect(
      decode({ http: [forGateways, forBoth], tcp: [forGateways] }),
    ).toMatchObject({
      http: [
        { match: [{ request: [{ field: 'uri', by: 'prefix', value: '/b' }] }] },
      ],
      tcp: [],
    });
  });

  it.each([
    ['a redirect', { redirect: { uri: '/b' } }, { redirect: true }],
    [
      'an answer',
      { directResponse: { status: 503, body: { string: 'x' } } },
      { directResponse: 503 },
    ],
    [
      'an abort by HTTP status',
      { fault: { abort: { httpStatus: 500, percentage: { value: 50 } } } },
      { abort: { percent: 50, status: 500 } },
    ],
    [
      'an abort by gRPC status of no request',
      { fault: { abort: { grpcStatus: 'UNAVAILABLE' } } },
      { abort: { percent: 0 } },
    ],
    [
      'a delay',
      { fault: { delay: { fixedDelay: '7s', percentage: { value: 100 } } } },
      { delay: { percent: 100 } },
    ],
    [
      'a delay in the older words',
      { fault: { delay: { fixedDelay: '7s', percent: 10 } } },
      { delay: { percent: 10 } },
    ],
    [
      'a delegate',
      { delegate: { name: 'parts', namespace: 'apps' } },
      { delegate: { name: 'parts', namespace: 'apps' } },
    ],
  ])('reads %s', (_, route, expected) => {
    expect(routeOf(route)).toMatchObject({ ...expected, route: [] });
  });

  it.each([
    { fault: { abort: { http2Error: 'X', percentage: { value: 100 } } } },
    { fault: { delay: { exponentialDelay: '1s', percent: 100 } } },
    { fault: null },
  ])('leaves out faults that istiod leaves out: %j', route => {
    expect(Object.keys(routeOf(route)).sort()).toEqual([
      'match',
      'redirect',
      'route',
    ]);
  });

  it.each<[object, Partial<HttpRoute>]>([
    [{ rewrite: { uri: '/a' } }, { rewrite: { uri: '/a' } }],
    [{ rewrite: { authority: 'a.b' } }, { rewrite: { authority: 'a.b' } }],
    [
      { rewrite: { uri: '/a', uriRegexRewrite: { match: 'b', rewrite: 'c' } } },
      { rewrite: { byExpression: true } },
    ],
    [{ rewrite: {} }, {}],
    [
      { headers: { request: { set: { Host: 'a.b' } } } },
      { rewrite: { authority: 'a.b' } },
    ],
    [
      {
        headers: {
          request: {
            remove: ['X-A'],
            set: { 'X-Team': 'shop', 'x-api-key': 'word', 'x-b': 'Zm9v7' },
            add: { 'x-c': 'more' },
          },
        },
      },
      {
        headers: [
          { name: 'x-a', to: 'removed' },
          { name: 'x-team', to: 'set', value: 'shop' },
          { name: 'x-api-key', to: 'set' },
          { name: 'x-b', to: 'set' },
          { name: 'x-c', to: 'set' },
        ],
      },
    ],
    [
      { route: [{ headers: { request: { set: { 'x-team': 'shop' } } } }] },
      { headers: [{ name: 'x-team', to: 'set', value: 'shop' }] },
    ],
    [
      { route: [{ headers: { request: { set: { 'x-team': 'shop' } } } }, {}] },
      { headers: [{ name: 'x-team', to: 'set' }] },
    ],
  ])('reads what %j makes of a request', (route, { rewrite, headers }) => {
    const { rewrite: written, headers: changed } = routeOf(route)!;
    expect({ rewrite: written, headers: changed }).toEqual({
      rewrite,
      headers,
    });
  });

  it.each([undefined, { http: null, tcp: 'x', hosts: {} }])(
    'reads odd input %j as nothing',
    spec => {
      expect(decode(spec)).toMatchObject({
        hosts: [],
        gateways: [],
        http: [],
        tcp: [],
      });
    },
  );

  it('sorts by namespace, then name', () => {
    expect(
      decodeVirtualServices(unsorted()).map(
        ({ object }) => `${object.namespace}/${object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
