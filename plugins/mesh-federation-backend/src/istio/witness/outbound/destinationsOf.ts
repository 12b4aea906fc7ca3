import {
  compareStrings,
  optional,
  type TestifiedDestination,
  type TestifiedRoute,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  at,
  listOf,
  numberOf,
  objectOf,
  textOf,
  type Json,
} from '../../../kubernetes/objects/json';
import {
  outboundOf,
  type ProxyConfig,
  type WeightedCluster,
} from '../proxyConfig';
import { transportOf, type Transport } from './transportOf';

/** So many addresses are kept of a cluster: enough to know a gateway again. */
const ADDRESSES = 5;

/**
 * Envoy asks the next level when healthy endpoints, times this, are fewer than all. Source: Envoy,
 * load balancing priority levels, overprovisioning factor.
 */
const OVERPROVISIONING = 1.4;

interface Endpoint extends Transport {
  readonly clusterId: string | undefined;
  readonly address: string;
  readonly healthy: boolean;
  readonly priority: number;
  /** The weights leave something for it. */
  readonly weighted: boolean;
}

/** An endpoint of an Envoy cluster, and whether it gets requests now. */
interface Reached extends Endpoint {
  readonly host: string;
  readonly receives: boolean;
  /** The same for endpoints that are told as one destination. */
  readonly place: string;
}

/**
 * Where the Envoy clusters of a route send requests to, by the Kubernetes cluster of the endpoints
 * and by the host that they are endpoints of: a route can send requests for one host to another.
 * Clusters of weight 0 get nothing and count for nothing.
 */
export function destinationsOf(
  config: ProxyConfig,
  targets: readonly WeightedCluster[],
  asked: string,
): Pick<
  Extract<TestifiedRoute, { kind: 'forwarded' }>,
  'destinations' | 'unanswered'
> {
  const reached = targets
    .filter(({ weight }) => weight > 0)
    .map(({ cluster }) => ({
      cluster,
      endpoints: reachedOf(config, cluster),
    }));
  const all = reached.flatMap(({ endpoints }) => endpoints);
  return {
    destinations: [...new Set(all.map(({ place }) => place))]
      .map(place => all.filter(each => each.place === place))
      .map(own => destinationOf(own, asked))
      .sort(
        (a, b) =>
          compareStrings(a.clusterId ?? '', b.clusterId ?? '') ||
          compareStrings(a.host ?? '', b.host ?? ''),
      ),
    unanswered: reached
      .filter(({ endpoints }) => !endpoints.some(({ receives }) => receives))
      .map(({ cluster }) => cluster)
      .sort(compareStrings),
  };
}

/** Of one cluster and host, with the same names; at least one. */
function destinationOf(
  own: readonly Reached[],
  asked: string,
): TestifiedDestination {
  const { clusterId, host, serverName, serverIdentities, withoutSidecar } =
    own[0]!;
  return {
    ...optional({
      clusterId,
      host: host === asked ? undefined : host,
      serverName,
      serverIdentities,
      withoutSidecar,
    }),
    endpoints: own.length,
    healthy: own.filter(({ healthy }) => healthy).length,
    priority: own.reduce(
      (lowest, { priority }) => Math.min(lowest, priority),
      Infinity,
    ),
    receives: own.some(({ receives }) => receives),
    transports: [...new Set(own.map(({ transport }) => transport))].sort(
      compareStrings,
    ),
    addresses: [...new Set(own.map(({ address }) => address))]
      .sort(compareStrings)
      .slice(0, ADDRESSES),
  };
}

function reachedOf(config: ProxyConfig, name: string): readonly Reached[] {
  const endpoints = endpointsOf(config, name);
  const inUse = levelsInUse(endpoints);
  const host = outboundOf(name)?.host ?? name;
  return endpoints.map(endpoint => {
    const { clusterId, serverName, serverIdentities, withoutSidecar } =
      endpoint;
    return {
      ...endpoint,
      host,
      receives:
        endpoint.healthy && endpoint.weighted && inUse.has(endpoint.priority),
      place: JSON.stringify([
        clusterId,
        host,
        serverName,
        serverIdentities,
        withoutSidecar,
      ]),
    };
  });
}

function endpointsOf(config: ProxyConfig, name: string): readonly Endpoint[] {
  const cluster = config.clusters.get(name);
  if (cluster === undefined) {
    return [];
  }
  const service = textOf(at(cluster, 'edsClusterConfig', 'serviceName'));
  const assignment =
    cluster.type === 'EDS'
      ? config.assignments.get(service ?? name)
      : objectOf(cluster.loadAssignment);
  const byWeight =
    at(cluster, 'commonLbConfig', 'localityWeightedLbConfig') !== undefined;
  return listOf(assignment?.endpoints).flatMap(locality => {
    const weight = numberOf(at(locality, 'loadBalancingWeight')) ?? 0;
    return listOf(at(locality, 'lbEndpoints')).map(item =>
      readEndpoint(cluster, objectOf(item), {
        priority: numberOf(at(locality, 'priority')) ?? 0,
        weighted: !byWeight || weight > 0,
      }),
    );
  });
}

function readEndpoint(
  cluster: Json,
  endpoint: Json,
  place: Pick<Endpoint, 'priority' | 'weighted'>,
): Endpoint {
  const health = textOf(endpoint.healthStatus) ?? 'UNKNOWN';
  const address = at(endpoint, 'endpoint', 'address', 'socketAddress');
  return {
    ...place,
    clusterId: clusterIdOf(endpoint),
    address: `${textOf(at(address, 'address')) ?? ''}:${
      numberOf(at(address, 'portValue')) ?? ''
    }`,
    // Without a health check of its own, Envoy takes UNKNOWN for healthy.
    healthy: health === 'HEALTHY' || health === 'UNKNOWN',
    ...transportOf(cluster, endpoint),
  };
}

/**
 * `workload;namespace;canonical service;canonical revision;cluster`: only the last is set for what
 * lies behind a gateway. Absent where PILOT_ENDPOINT_TELEMETRY_LABEL is off. Source: istio/istio
 * pilot/pkg/networking/util/util.go (AppendLbEndpointMetadata).
 */
function clusterIdOf(endpoint: Json): string | undefined {
  const workload = textOf(
    at(endpoint, 'metadata', 'filterMetadata', 'istio', 'workload'),
  );
  return workload === undefined ? undefined : textOf(workload.split(';').at(4));
}

/** Levels that Envoy sends something to, by the health of those before. */
function levelsInUse(endpoints: readonly Endpoint[]): ReadonlySet<number> {
  const levels = [...new Set(endpoints.map(({ priority }) => priority))].sort(
    (a, b) => a - b,
  );
  const inUse = new Set<number>();
  let left = 1;
  for (const level of levels) {
    const own = endpoints.filter(({ priority }) => priority === level);
    const healthy = own.filter(endpoint => endpoint.healthy).length;
    const share = Math.min(left, (OVERPROVISIONING * healthy) / own.length);
    if (share > 0) {
      inUse.add(level);
    }
    left -= share;
  }
  return inUse;
}
