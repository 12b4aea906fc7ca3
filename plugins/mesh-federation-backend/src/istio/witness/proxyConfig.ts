import {
  at,
  listOf,
  objectOf,
  textOf,
  type Json,
} from '../../kubernetes/objects/json';

/**
 * What istiod has configured a proxy with: Envoy's own resources, by what refers to them. Only what
 * is looked at is typed, at the place where it is looked at.
 */
export interface ProxyConfig {
  /** Envoy clusters by name: `outbound|<port>|<subset>|<host>`. */
  readonly clusters: ReadonlyMap<string, Json>;
  /** Load assignments by the name of the cluster. */
  readonly assignments: ReadonlyMap<string, Json>;
  /** Route configurations by name: of a sidecar, the number of the port. */
  readonly routes: ReadonlyMap<string, Json>;
  readonly listeners: readonly Json[];
}

const TYPE = 'type.googleapis.com/envoy.config.';

/**
 * Reads the answer of istiod's `/debug/config_dump?types=CDS,LDS,RDS,EDS`: a list of resources, in
 * the JSON of Protobuf. Throws when it is none, and when no cluster is in it: every proxy has some.
 * Types that were not asked for are passed over. Source: istio/istio pilot/pkg/xds/debug.go
 * (ConfigDump, getConfigDumpByResourceType); the same since 1.28.
 */
export function readProxyConfig(text: string): ProxyConfig {
  const { configs } = objectOf(JSON.parse(text));
  if (!Array.isArray(configs)) {
    throw new Error(
      'the configuration that istiod sent has no list of resources',
    );
  }
  const resources = configs.map(objectOf);
  const ofType = (type: string) =>
    resources.filter(resource => resource['@type'] === `${TYPE}${type}`);
  const clusters = byName(ofType('cluster.v3.Cluster'), 'name');
  if (clusters.size === 0) {
    throw new Error('the configuration that istiod sent has no cluster');
  }
  return {
    clusters,
    assignments: byName(
      ofType('endpoint.v3.ClusterLoadAssignment'),
      'clusterName',
    ),
    routes: byName(ofType('route.v3.RouteConfiguration'), 'name'),
    listeners: ofType('listener.v3.Listener'),
  };
}

function byName(
  resources: readonly Json[],
  key: string,
): ReadonlyMap<string, Json> {
  return new Map(
    resources.flatMap(resource => {
      const name = textOf(resource[key]);
      return name === undefined ? [] : [[name, resource]];
    }),
  );
}

/** Port and host of an Envoy cluster that stands for a Service port; `undefined` for another. */
export function outboundOf(
  name: string,
): { readonly port: number; readonly host: string } | undefined {
  const [direction, port, , host, ...rest] = name.split('|');
  return direction === 'outbound' && host !== undefined && rest.length === 0
    ? { port: Number(port), host }
    : undefined;
}

/** Names of the route configurations to which the HTTP of a filter chain is left. */
export function routeNames(chain: Json): readonly string[] {
  return listOf(chain.filters).flatMap(
    filter => textOf(at(filter, 'typedConfig', 'rds', 'routeConfigName')) ?? [],
  );
}

/** All filter chains of a listener, the default one last. */
export function filterChains(listener: Json): readonly Json[] {
  const last = listener.defaultFilterChain;
  return [
    ...listOf(listener.filterChains),
    ...(last === undefined ? [] : [last]),
  ].map(objectOf);
}

/** Names of the clusters, with weights, to which the TCP proxy of a filter chain sends. */
export function tcpTargets(chain: Json): readonly WeightedCluster[] {
  return listOf(chain.filters).flatMap(filter => {
    const config = at(filter, 'typedConfig');
    return String(at(config, '@type')).endsWith('tcp_proxy.v3.TcpProxy')
      ? targetsOf(objectOf(config))
      : [];
  });
}

export interface WeightedCluster {
  readonly cluster: string;
  readonly weight: number;
}

/** Of a route's action or a TCP proxy: one cluster, or several with weights. */
export function targetsOf(action: Json): readonly WeightedCluster[] {
  const single = textOf(action.cluster);
  if (single !== undefined) {
    return [{ cluster: single, weight: 1 }];
  }
  return listOf(at(action, 'weightedClusters', 'clusters')).flatMap(item => {
    const cluster = textOf(at(item, 'name'));
    const weight = at(item, 'weight');
    return cluster === undefined
      ? []
      : [{ cluster, weight: typeof weight === 'number' ? weight : 0 }];
  });
}
