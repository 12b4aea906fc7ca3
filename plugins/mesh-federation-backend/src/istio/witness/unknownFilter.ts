import { at, listOf, textOf, type Json } from '../../kubernetes/objects/json';

/**
 * Filters that istiod puts into the chains of sidecars by itself and that let a plain request or
 * connection pass as it is, or whose settings are read (`fault`), with the end of the type of their
 * settings: anybody can give another filter their name. Sources: istio/istio
 * pilot/pkg/networking/core/listener_builder.go (buildHTTPConnectionManager), networkfilter.go,
 * pilot/pkg/xds/filters/filters.go.
 */
const KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'envoy.filters.network.http_connection_manager',
    ['.v3.HttpConnectionManager'],
  ],
  ['envoy.filters.network.tcp_proxy', ['.tcp_proxy.v3.TcpProxy']],
  ['envoy.filters.http.cors', ['.cors.v3.Cors']],
  ['envoy.filters.http.fault', ['.fault.v3.HTTPFault']],
  ['envoy.filters.http.grpc_stats', ['.grpc_stats.v3.FilterConfig']],
  ['envoy.filters.http.grpc_web', ['.grpc_web.v3.GrpcWeb']],
  ['envoy.filters.http.router', ['.router.v3.Router']],
  [
    'envoy.filters.http.stateful_session',
    ['.stateful_session.v3.StatefulSession'],
  ],
  ['istio.alpn', ['.alpn.v2alpha1.FilterConfig']],
  [
    'istio.metadata_exchange',
    ['.peer_metadata.Config', '.config.MetadataExchange'],
  ],
  ['istio.stats', ['stats.PluginConfig']],
]);

/** Those of servers as well, whose settings are read there. */
export const SERVER_FILTERS: typeof KNOWN = new Map([
  ['envoy.filters.network.rbac', ['.rbac.v3.RBAC']],
  ['envoy.filters.http.rbac', ['.rbac.v3.RBAC']],
  // One without a token is not refused by them.
  ['envoy.filters.http.jwt_authn', ['.jwt_authn.v3.JwtAuthentication']],
]);

/**
 * The name of the first filter of a chain that is not known: what it does with a request is not
 * interpreted. Somebody has put it there, as an EnvoyFilter, a WasmPlugin or a TrafficExtension do.
 */
export function unknownFilter(
  chain: Json,
  alsoKnown: typeof KNOWN = new Map(),
): string | undefined {
  const isKnown = (filter: unknown) => {
    const name = textOf(at(filter, 'name')) ?? '';
    const types = KNOWN.get(name) ?? alsoKnown.get(name);
    return types?.some(end => typeOf(filter).endsWith(end)) ?? false;
  };
  const unknown = listOf(chain.filters)
    .flatMap(filter => [
      filter,
      ...listOf(at(filter, 'typedConfig', 'httpFilters')),
    ])
    .find(filter => !isKnown(filter));
  return unknown === undefined
    ? undefined
    : textOf(at(unknown, 'name')) ?? 'without a name';
}

/** Of the settings; those of an extension can be wrapped in a struct that names it. */
function typeOf(filter: unknown): string {
  const config = at(filter, 'typedConfig');
  const type = String(at(config, '@type'));
  return type.endsWith('.TypedStruct') ? String(at(config, 'typeUrl')) : type;
}

/** The same of what a route or a virtual host sets for filters. */
export function unknownSetting(filters: Json): string | undefined {
  return Object.keys(filters).find(name => !KNOWN.has(name));
}
