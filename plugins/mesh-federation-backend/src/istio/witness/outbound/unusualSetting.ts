/**
 * What of a proxy's configuration is set that istiod does not set, or to a value at which plain
 * requests fail: an EnvoyFilter can set anything. What is read elsewhere, and what cannot keep a
 * plain request from arriving, is usual. Sources: istio/istio pilot/pkg/networking/core
 * (listener_builder.go, connection_settings.go, cluster_builder.go, cluster_traffic_policy.go,
 * networkfilter.go, route/route.go, httproute.go); the API of Envoy for each message.
 */
import {
  at,
  listOf,
  numberOf,
  objectOf,
  textOf,
  type Json,
} from '../../../kubernetes/objects/json';

/** Per setting, whether a value of it is usual. What is not among them is not. */
type Usual = Readonly<Record<string, (value: unknown) => boolean>>;

const any = (...names: readonly string[]): Usual =>
  Object.fromEntries(names.map(name => [name, () => true]));

/** In the JSON of Protobuf: seconds, with an `s`. */
function secondsOf(value: unknown): number {
  return Number(/^(\d+(?:\.\d+)?)s$/.exec(textOf(value) ?? '')?.[1] ?? NaN);
}

/** No limit of time, or at least so many seconds. */
const lasts = (least: number) => (value: unknown) => {
  const seconds = secondsOf(value);
  return seconds === 0 || seconds >= least;
};

/** Of a request, which services keep. */
const isLong = lasts(1);

/** Of a connection: nobody speaks for so long. */
const isLongIdle = lasts(0.1);

const isLongConnect = (value: unknown) => secondsOf(value) >= 0.1;

const onlyHas = (usual: Usual) => (value: unknown) =>
  firstUnusual(objectOf(value), usual) === undefined;

const LISTENER_FILTERS = [
  'http_inspector.v3.HttpInspector',
  'original_dst.v3.OriginalDst',
  'tls_inspector.v3.TlsInspector',
];

const LISTENER: Usual = {
  ...any(
    ...['@type', 'name', 'address', 'additionalAddresses', 'bindToPort'],
    ...['continueOnListenerFiltersTimeout', 'listenerFiltersTimeout'],
    ...['defaultFilterChain', 'filterChains', 'trafficDirection', 'metadata'],
    ...['accessLog', 'statPrefix', 'maxConnectionsToAcceptPerSocketEvent'],
    ...['transparent', 'useOriginalDst', 'enableReusePort', 'freebind'],
    ...['connectionBalanceConfig'],
  ),
  listenerFilters: value =>
    listOf(value).every(filter =>
      LISTENER_FILTERS.some(type =>
        String(at(filter, 'typedConfig', '@type')).endsWith(type),
      ),
    ),
};

const CHAIN = any(
  ...['filterChainMatch', 'filters', 'transportSocketConnectTimeout'],
  ...['name', 'metadata'],
);

const CONNECTION_MANAGER: Usual = {
  ...any(
    ...['@type', 'statPrefix', 'rds', 'httpFilters', 'accessLog', 'tracing'],
    ...['codecType', 'generateRequestId', 'requestIdExtension'],
    ...['alwaysSetRequestIdInResponse', 'forwardClientCertDetails'],
    ...['setCurrentClientCertDetails', 'upgradeConfigs', 'useRemoteAddress'],
    ...['proxy100Continue', 'normalizePath', 'mergeSlashes', 'serverName'],
    ...['pathWithEscapedSlashesAction', 'serverHeaderTransformation'],
    ...['internalAddressConfig', 'appendXForwardedPort', 'drainTimeout'],
    ...['httpProtocolOptions', 'xffNumTrustedHops'],
  ),
  commonHttpProtocolOptions: onlyHas({ idleTimeout: isLongIdle }),
  streamIdleTimeout: isLong,
  requestTimeout: isLong,
  requestHeadersTimeout: isLong,
};

const VIRTUAL_HOST = any(
  ...['name', 'domains', 'routes', 'typedPerFilterConfig', 'metadata'],
  ...['includeRequestAttemptCount'],
);

const ROUTE: Usual = {
  ...any(
    ...['name', 'match', 'metadata', 'decorator', 'typedPerFilterConfig'],
    ...['route', 'directResponse', 'redirect', 'statPrefix', 'tracing'],
    ...['requestHeadersToAdd', 'requestHeadersToRemove'],
    ...['responseHeadersToAdd', 'responseHeadersToRemove'],
  ),
};

const ACTION: Usual = {
  ...any(
    ...['cluster', 'weightedClusters', 'clusterNotFoundResponseCode'],
    ...['maxGrpcTimeout', 'maxStreamDuration', 'retryPolicy', 'hashPolicy'],
    ...['prefixRewrite', 'regexRewrite', 'hostRewriteLiteral', 'cors'],
    ...['autoHostRewrite', 'appendXForwardedHost', 'requestMirrorPolicies'],
  ),
  timeout: isLong,
};

const TCP_PROXY: Usual = {
  ...any(
    ...['@type', 'statPrefix', 'cluster', 'weightedClusters', 'accessLog'],
    ...['hashPolicy', 'metadataMatch'],
  ),
  idleTimeout: isLongIdle,
  maxDownstreamConnectionDuration: isLong,
};

/** Absent is Envoy's own default of 1,024, and 3 for retries. */
const isOpen = (thresholds: unknown) =>
  listOf(thresholds).every(threshold =>
    ['maxConnections', 'maxPendingRequests', 'maxRequests'].every(
      name => numberOf(at(threshold, name)) !== 0,
    ),
  );

const CLUSTER: Usual = {
  ...any(
    ...['@type', 'name', 'altStatName', 'metadata', 'type', 'clusterType'],
    ...['edsClusterConfig', 'loadAssignment', 'lbPolicy', 'commonLbConfig'],
    ...['leastRequestLbConfig', 'maglevLbConfig', 'ringHashLbConfig'],
    ...['roundRobinLbConfig', 'originalDstLbConfig', 'loadBalancingPolicy'],
    ...['transportSocket', 'transportSocketMatches', 'outlierDetection'],
    ...['upstreamConnectionOptions', 'dnsLookupFamily', 'dnsRefreshRate'],
    ...['dnsJitter', 'respectDnsTtl', 'typedDnsResolverConfig', 'filters'],
    ...['maxRequestsPerConnection', 'cleanupInterval'],
  ),
  connectTimeout: isLongConnect,
  circuitBreakers: value => isOpen(at(value, 'thresholds')),
  typedExtensionProtocolOptions: value =>
    Object.values(objectOf(value)).every(
      onlyHas({
        ...any(
          ...['@type', 'explicitHttpConfig', 'useDownstreamProtocolConfig'],
          ...['upstreamHttpProtocolOptions'],
        ),
        commonHttpProtocolOptions: onlyHas({
          ...any('maxRequestsPerConnection'),
          idleTimeout: isLongIdle,
        }),
      }),
    ),
};

/** The first setting of a listener, one of its chains or the filters in it. */
export function unusualOfListener(listener: Json): string | undefined {
  return (
    told(listener, LISTENER, 'a listener') ??
    listOf(listener.filterChains)
      .concat(listener.defaultFilterChain ?? [])
      .map(chain => unusualOfChain(objectOf(chain)))
      .find(setting => setting !== undefined)
  );
}

/** The first setting of a filter chain or of the filters in it. */
export function unusualOfChain(chain: Json): string | undefined {
  return (
    told(chain, CHAIN, 'a filter chain') ??
    listOf(chain.filters)
      .map(filter => {
        const config = objectOf(at(filter, 'typedConfig'));
        const type = String(config['@type']);
        if (type.endsWith('HttpConnectionManager')) {
          return told(config, CONNECTION_MANAGER, 'the HTTP of a listener');
        }
        return type.endsWith('tcp_proxy.v3.TcpProxy')
          ? told(config, TCP_PROXY, 'the TCP of a listener')
          : undefined;
      })
      .find(setting => setting !== undefined)
  );
}

/** The first setting of a route or of its virtual host. */
export function unusualOfRoute(
  route: Json,
  virtualHost: Json,
): string | undefined {
  return (
    told(virtualHost, VIRTUAL_HOST, 'the routes of a host') ??
    told(route, ROUTE, 'a route') ??
    told(objectOf(route.route), ACTION, 'a route')
  );
}

/** The first setting of an Envoy cluster. */
export const unusualOfCluster = (cluster: Json): string | undefined =>
  told(cluster, CLUSTER, 'a cluster');

function told(object: Json, usual: Usual, of: string): string | undefined {
  const name = firstUnusual(object, usual);
  return name === undefined ? undefined : `${name} of ${of}`;
}

function firstUnusual(object: Json, usual: Usual): string | undefined {
  return Object.keys(object).find(
    name => !(Object.hasOwn(usual, name) && usual[name]!(object[name])),
  );
}
