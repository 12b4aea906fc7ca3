import { at, listOf, textOf, type Json } from '../../kubernetes/objects/json';

/**
 * Filters that istiod puts into the chains of sidecars by itself and that let a plain request or
 * connection pass as it is, or whose settings are read (`fault`, `rbac`). Sources: istio/istio
 * pilot/pkg/networking/core/listener_builder.go (buildHTTPConnectionManager), networkfilter.go,
 * pilot/pkg/xds/filters/filters.go.
 */
const KNOWN: ReadonlySet<string> = new Set([
  'envoy.filters.network.http_connection_manager',
  'envoy.filters.network.rbac',
  'envoy.filters.network.tcp_proxy',
  'envoy.filters.http.cors',
  'envoy.filters.http.fault',
  'envoy.filters.http.grpc_stats',
  'envoy.filters.http.grpc_web',
  'envoy.filters.http.rbac',
  'envoy.filters.http.router',
  'envoy.filters.http.stateful_session',
  'istio.alpn',
  'istio.metadata_exchange',
  'istio.stats',
]);

/**
 * The name of the first filter of a chain that is not known: what it does with a request is not
 * interpreted. Somebody has put it there, as an EnvoyFilter, a WasmPlugin or a TrafficExtension do.
 */
export function unknownFilter(
  chain: Json,
  alsoKnown: readonly string[] = [],
): string | undefined {
  const all = listOf(chain.filters).flatMap(filter => [
    filter,
    ...listOf(at(filter, 'typedConfig', 'httpFilters')),
  ]);
  return all
    .map(filter => textOf(at(filter, 'name')) ?? 'without a name')
    .find(name => !KNOWN.has(name) && !alsoKnown.includes(name));
}

/** The same of what a route or a virtual host sets for filters. */
export function unknownSetting(filters: Json): string | undefined {
  return Object.keys(filters).find(name => !KNOWN.has(name));
}
