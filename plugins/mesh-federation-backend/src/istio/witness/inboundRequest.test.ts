import serversOfEast from './__fixtures__/serversOfEast.json';
import { inboundRequest } from './inboundRequest';
import { readProxyConfig } from './proxyConfig';

const CLIENT = 'spiffe://cluster.local/ns/scene/sa/client';
const REQUEST = {
  port: 8080,
  host: 'baseline.scene.svc.cluster.local',
  servicePort: 80,
  identity: CLIENT,
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON that tests change
type Json = Record<string, any>;

/** What istiod sent of a server, after a change to its inbound listener. */
function serverOf(
  name: keyof typeof serversOfEast,
  change: (chains: Json[], listener: Json) => void = () => {},
) {
  const dump = structuredClone(serversOfEast[name]) as { configs: Json[] };
  const listener = dump.configs.find(item => item.name === 'virtualInbound')!;
  change(listener.filterChains, listener);
  return readProxyConfig(JSON.stringify(dump));
}

const ofPort = (chains: Json[]) =>
  chains.filter(
    ({ filterChainMatch }) => filterChainMatch.destinationPort === 8080,
  );
const httpFilters = (chain: Json): Json[] =>
  chain.filters[0].typedConfig.httpFilters;

/** A server to which one policy applies, with one rule about requests, or about who sends them. */
const guardedBy = (
  action: 'ALLOW' | 'DENY' | 'LOG',
  { from, ...permission }: Json,
) =>
  serverOf('unguarded', chains =>
    ofPort(chains).forEach(chain =>
      httpFilters(chain).unshift({
        name: 'envoy.filters.http.rbac',
        typedConfig: {
          '@type': 'envoy.extensions.filters.http.rbac.v3.RBAC',
          rules: {
            ...(action === 'ALLOW' ? {} : { action }),
            policies: {
              policy: {
                permissions: [from ? { any: true } : permission],
                principals: [from ?? { any: true }],
              },
            },
          },
        },
      }),
    ),
  );

describe('inboundRequest', () => {
  it('tells that a server without policies takes both, by the configuration of a real istiod', () => {
    const config = serverOf('unguarded');
    const { identity: _, ...plaintext } = REQUEST;

    expect(inboundRequest(config, REQUEST)).toEqual({ kind: 'accepted' });
    expect(inboundRequest(config, plaintext)).toEqual({ kind: 'accepted' });
    expect(inboundRequest(config, { ...REQUEST, port: 9090 })).toEqual({
      kind: 'accepted',
    });
  });

  it('tells that mutual TLS is demanded, or not taken', () => {
    const { identity: _, ...plaintext } = REQUEST;

    expect(inboundRequest(serverOf('guarded'), plaintext)).toEqual({
      kind: 'refused',
    });
    expect(inboundRequest(serverOf('plaintext'), REQUEST)).toEqual({
      kind: 'refused',
    });
    expect(inboundRequest(serverOf('plaintext'), plaintext)).toEqual({
      kind: 'accepted',
    });
  });

  it('tells that no policy of a real istiod lets a request in', () => {
    expect(inboundRequest(serverOf('guarded'), REQUEST)).toEqual({
      kind: 'denied',
      policies: [],
    });
  });

  it('holds the policies of a real istiod against a request of another client', () => {
    const config = serverOf('guarded', chains =>
      ofPort(chains).forEach(chain => {
        const allow = httpFilters(chain).find(
          ({ typedConfig }) =>
            typedConfig.rules?.policies?.['ns[scene]-policy[some]-rule[0]'],
        )!;
        const { principals } =
          allow.typedConfig.rules.policies['ns[scene]-policy[some]-rule[0]'];
        // Without that of the address and that of the header.
        principals[0].andIds.ids = principals[0].andIds.ids.slice(0, 2);
        const { permissions } =
          allow.typedConfig.rules.policies['ns[scene]-policy[some]-rule[0]'];
        // Those of the method, the path and the port.
        permissions[0].andRules.rules = permissions[0].andRules.rules.slice(
          1,
          4,
        );
        const deny = httpFilters(chain).find(
          ({ typedConfig }) => typedConfig.rules?.action === 'DENY',
        )!;
        deny.typedConfig.rules.policies[
          'ns[scene]-policy[deny]-rule[0]'
        ].principals[0].andIds.ids.pop();
      }),
    );

    expect(inboundRequest(config, REQUEST)).toEqual({ kind: 'accepted' });
    expect(
      inboundRequest(config, {
        ...REQUEST,
        identity: 'spiffe://other/ns/scene/sa/client',
      }),
    ).toEqual({ kind: 'accepted' });
    expect(
      inboundRequest(config, {
        ...REQUEST,
        identity: 'spiffe://cluster.local/ns/scene/sa/bare',
      }),
    ).toEqual({ kind: 'denied', policies: [] });
    expect(
      inboundRequest(config, {
        ...REQUEST,
        identity: 'spiffe://cluster.local/ns/bad/sa/client',
      }),
    ).toEqual({ kind: 'denied', policies: [] });
    expect(
      inboundRequest(config, {
        ...REQUEST,
        identity: 'spiffe://cluster.local/ns/foo/sa/client',
      }),
    ).toMatchObject({ kind: 'unread' });
  });

  const exact = (text: string) => ({ path: { exact: text } });
  const header = (name: string, value: string, rest: Json = {}) => ({
    header: { name, stringMatch: { exact: value }, ...rest },
  });
  const principal = (regex: string) => ({
    authenticated: { principalName: { safeRegex: { regex } } },
  });

  it.each<[string, Json]>([
    ['any', { any: true }],
    ['the path', { urlPath: exact('/') }],
    ['the method', header(':method', 'GET')],
    ['not another method', { notRule: header(':method', 'POST') }],
    [
      'not this method, inverted',
      header(':method', 'POST', { invertMatch: true }),
    ],
    ['one of several', { orRules: { rules: [{ any: true }, { x: 1 }] } }],
    ['the port', { destinationPort: 8080 }],
  ])('a rule about %s takes the request', (_, permission) => {
    expect(inboundRequest(guardedBy('DENY', permission), REQUEST)).toEqual({
      kind: 'denied',
      policies: ['policy'],
    });
    expect(inboundRequest(guardedBy('ALLOW', permission), REQUEST)).toEqual({
      kind: 'accepted',
    });
    expect(inboundRequest(guardedBy('LOG', permission), REQUEST)).toEqual({
      kind: 'accepted',
    });
  });

  it.each<[string, Json]>([
    ['another path', { urlPath: exact('/admin') }],
    ['another port', { destinationPort: 9090 }],
    ['not any', { notRule: { any: true } }],
    ['all of several', { andRules: { rules: [{ urlPath: exact('/a') }, {}] } }],
    [
      'a token',
      {
        metadata: {
          filter: 'envoy.filters.http.jwt_authn',
          value: { stringMatch: { exact: 'a' } },
        },
      },
    ],
    ['another client', { from: principal('.*/ns/other/.*') }],
    [
      'a shorter name',
      { from: principal('spiffe://cluster\\.local/ns/scene') },
    ],
    ['an end', { from: principal('.*/sa/client-2') }],
  ])('a rule about %s does not', (_, permission) => {
    expect(inboundRequest(guardedBy('DENY', permission), REQUEST)).toEqual({
      kind: 'accepted',
    });
    expect(inboundRequest(guardedBy('ALLOW', permission), REQUEST)).toEqual({
      kind: 'denied',
      policies: [],
    });
  });

  it.each<[string, Json]>([
    ['a header that a route may set', header('x-a', 'b')],
    ['a header of the prototype', header('constructor', 'b')],
    ['the name with or without the port', header(':authority', REQUEST.host)],
    ['the server name', { requestedServerName: { exact: 'a' } }],
    ['an address', { from: { directRemoteIp: { addressPrefix: '1.2.3.4' } } }],
    ['something new', { sourcedMetadata: {} }],
    ['nothing', {}],
    ['a pattern of its own', { from: principal('spiffe://(a|b)+') }],
    ['a dot', { from: principal('spiffe://cluster.local/ns/scene/.*') }],
    ['a class', { from: principal('spiffe://\\w') }],
  ])('a rule about %s leaves it open', (_, permission) => {
    for (const action of ['ALLOW', 'DENY'] as const) {
      expect(
        inboundRequest(guardedBy(action, permission), REQUEST),
      ).toMatchObject({ kind: 'unread' });
    }
  });

  it.each<[string, ReturnType<typeof serverOf>]>([
    [
      'filter envoy.filters.http.ext_authz',
      serverOf('unguarded', chains =>
        ofPort(chains).forEach(chain =>
          httpFilters(chain).unshift({ name: 'envoy.filters.http.ext_authz' }),
        ),
      ),
    ],
    [
      'a route of the server',
      serverOf('unguarded', chains =>
        ofPort(chains).forEach(chain => {
          const [route] =
            chain.filters[0].typedConfig.routeConfig.virtualHosts[0].routes;
          route.directResponse = { status: 503 };
          delete route.route;
        }),
      ),
    ],
    [
      'no listener virtualInbound',
      serverOf('unguarded', (_, listener) => {
        listener.name = 'other';
      }),
    ],
  ])('does not interpret %s', (what, config) => {
    expect(inboundRequest(config, REQUEST)).toEqual({ kind: 'unread', what });
  });
});
