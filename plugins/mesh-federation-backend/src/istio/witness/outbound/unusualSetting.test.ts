import clientOfEast from '../__fixtures__/clientOfEast.json';
import { plainRequest } from './plainRequest';
import { readProxyConfig } from '../proxyConfig';

const HOST = 'baseline.scene.svc.cluster.local';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON that tests change
type Json = Record<string, any>;

/** Of the captured configuration: what an EnvoyFilter can change of the way of a request. */
interface Way {
  readonly listener: Json;
  readonly chain: Json;
  readonly http: Json;
  readonly host: Json;
  readonly route: Json;
  readonly cluster: Json;
}

function ask(change: (way: Way) => void) {
  const { configs } = structuredClone(clientOfEast) as { configs: Json[] };
  const found = (type: string, name: string) =>
    configs.find(
      item => String(item['@type']).endsWith(type) && item.name === name,
    )!;
  const listener = configs.find(
    item =>
      String(item['@type']).endsWith('Listener') &&
      item.address.socketAddress.portValue === 80,
  )!;
  const [chain] = listener.filterChains ?? [listener.defaultFilterChain];
  const host = found('RouteConfiguration', '80').virtualHosts.find(
    ({ name }: Json) => name.startsWith('baseline'),
  );
  change({
    listener,
    chain,
    http: chain.filters[0].typedConfig,
    host,
    route: host.routes[0],
    cluster: found('Cluster', `outbound|80||${HOST}`),
  });
  return plainRequest(readProxyConfig(JSON.stringify({ configs })), {
    host: HOST,
    port: 80,
  });
}

const LUA = 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua';

describe('what an EnvoyFilter can set of the way of a request', () => {
  it.each<[string, (way: Way) => void, string]>([
    [
      'a limit of headers',
      ({ http }) => Object.assign(http, { maxRequestHeadersKb: 1 }),
      'maxRequestHeadersKb of the HTTP of a listener',
    ],
    [
      'a limit among those of a protocol',
      ({ http }) =>
        Object.assign(http, {
          commonHttpProtocolOptions: { maxHeadersCount: 1 },
        }),
      'commonHttpProtocolOptions of the HTTP of a listener',
    ],
    [
      'no time for requests',
      ({ http }) => Object.assign(http, { requestTimeout: '0.001s' }),
      'requestTimeout of the HTTP of a listener',
    ],
    [
      'a listener filter',
      ({ listener }) =>
        Object.assign(listener, {
          listenerFilters: [{ name: 'mine', typedConfig: { '@type': LUA } }],
        }),
      'listenerFilters of a listener',
    ],
    [
      'TLS that clients have to speak',
      ({ chain }) => Object.assign(chain, { transportSocket: {} }),
      'transportSocket of a filter chain',
    ],
    [
      'HTTPS that clients have to speak',
      ({ host }) => Object.assign(host, { requireTls: 'ALL' }),
      'requireTls of the routes of a host',
    ],
    [
      'a limit of bytes',
      ({ route }) => Object.assign(route, { perRequestBufferLimitBytes: 1 }),
      'perRequestBufferLimitBytes of a route',
    ],
    [
      'no time for a route',
      ({ route }) => Object.assign(route.route, { timeout: '0.0001s' }),
      'timeout of a route',
    ],
    [
      'no time between requests',
      ({ http }) =>
        Object.assign(http, {
          commonHttpProtocolOptions: { idleTimeout: '0.001s' },
        }),
      'commonHttpProtocolOptions of the HTTP of a listener',
    ],
    [
      'no time for connections',
      ({ cluster }) => Object.assign(cluster, { connectTimeout: '0.000001s' }),
      'connectTimeout of a cluster',
    ],
    [
      'no connection at all',
      ({ cluster }) =>
        Object.assign(cluster, {
          circuitBreakers: { thresholds: [{ maxConnections: 0 }] },
        }),
      'circuitBreakers of a cluster',
    ],
    [
      'a filter of a cluster’s protocol',
      ({ cluster }) =>
        Object.assign(cluster, {
          typedExtensionProtocolOptions: {
            'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
              httpFilters: [],
            },
          },
        }),
      'typedExtensionProtocolOptions of a cluster',
    ],
    [
      'a health check',
      ({ cluster }) => Object.assign(cluster, { healthChecks: [{}] }),
      'healthChecks of a cluster',
    ],
    [
      'another filter under the name of a known one',
      ({ http }) =>
        http.httpFilters.unshift({
          name: 'envoy.filters.http.cors',
          typedConfig: { '@type': LUA },
        }),
      'filter envoy.filters.http.cors',
    ],
    [
      'a filter of servers',
      ({ http }) =>
        http.httpFilters.unshift({
          name: 'envoy.filters.http.rbac',
          typedConfig: {
            '@type':
              'type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC',
          },
        }),
      'filter envoy.filters.http.rbac',
    ],
  ])('is not interpreted: %s', (_, change, what) => {
    expect(ask(change)).toEqual({ kind: 'unread', what });
  });

  it.each<[string, (way: Way) => void]>([
    [
      'time for connections that is long enough',
      ({ cluster }) => Object.assign(cluster, { connectTimeout: '7s' }),
    ],
    [
      'time for idle connections',
      ({ http }) =>
        Object.assign(http, {
          commonHttpProtocolOptions: { idleTimeout: '3600s' },
        }),
    ],
    [
      'less than a second for idle connections',
      ({ http }) =>
        Object.assign(http, {
          commonHttpProtocolOptions: { idleTimeout: '0.800s' },
        }),
    ],
    [
      'no limit of time for streams',
      ({ http }) => Object.assign(http, { streamIdleTimeout: '0s' }),
    ],
    [
      'statistics of Istio, in a struct',
      ({ http }) =>
        http.httpFilters.unshift({
          name: 'istio.stats',
          typedConfig: {
            '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct',
            typeUrl: 'type.googleapis.com/stats.PluginConfig',
          },
        }),
    ],
  ])('lets the request pass: %s', (_, change) => {
    expect(ask(change)).toMatchObject({ kind: 'forwarded', unanswered: [] });
  });
});
