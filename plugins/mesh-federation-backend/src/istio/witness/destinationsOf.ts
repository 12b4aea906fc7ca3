import {
  compareStrings,
  optional,
  type TestifiedDestination,
  type TestifiedTransport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  at,
  listOf,
  numberOf,
  objectOf,
  textOf,
  type Json,
} from '../../kubernetes/objects/json';
import type { ProxyConfig, WeightedCluster } from './proxyConfig';
import { transportOf } from './transportOf';

/** So many addresses are kept of a cluster: enough to know a gateway again. */
const ADDRESSES = 5;

/**
 * Envoy asks the next level when healthy endpoints, times this, are fewer than all. Source: Envoy,
 * load balancing priority levels, overprovisioning factor.
 */
const OVERPROVISIONING = 1.4;

interface Endpoint {
  readonly clusterId: string | undefined;
  readonly address: string;
  readonly healthy: boolean;
  readonly priority: number;
  /** The weights leave something for it. */
  readonly weighted: boolean;
  readonly transport: TestifiedTransport;
}

/**
 * Where the Envoy clusters of a route send requests to, by the Kubernetes cluster of the endpoints.
 * Clusters of weight 0 get nothing and count for nothing.
 */
export function destinationsOf(
  config: ProxyConfig,
  targets: readonly WeightedCluster[],
): readonly TestifiedDestination[] {
  const reached = targets
    .filter(({ weight }) => weight > 0)
    .map(({ cluster }) => endpointsOf(config, cluster));
  const all = reached.flatMap(endpoints => {
    const inUse = levelsInUse(endpoints);
    return endpoints.map(endpoint => ({
      ...endpoint,
      receives:
        endpoint.healthy && endpoint.weighted && inUse.has(endpoint.priority),
    }));
  });
  const ids = [...new Set(all.map(({ clusterId }) => clusterId))].sort((a, b) =>
    compareStrings(a ?? '', b ?? ''),
  );
  return ids.map(clusterId => {
    const own = all.filter(endpoint => endpoint.clusterId === clusterId);
    return {
      ...optional({ clusterId }),
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
    transport: transportOf(cluster, endpoint),
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
