/** Names and addresses of the clusters: all of them follow from a cluster's place in the list. */

export interface ClusterTopology {
  readonly name: string;
  /** From 1. */
  readonly index: number;
  readonly nodeName: string;
  /** Network namespace and cgroup of the node. */
  readonly namespace: string;
  readonly nodeAddress: string;
  /** For Services of type LoadBalancer. */
  readonly loadBalancerAddresses: readonly string[];
  readonly podRange: string;
  readonly serviceRange: string;
  /** The Service `kubernetes`: the first of the range. */
  readonly apiServiceAddress: string;
  readonly dnsAddress: string;
  readonly apiServer: string;
}

export const clusterNames = [
  'east',
  'west',
  'north',
  'south',
  'central',
  'coast',
  'delta',
  'fjord',
] as const;

/** What every namespace and cgroup of the bed begins with. */
export const prefix = 'meshbed';

/** The namespace of the bridge between the nodes. */
export const wireNamespace = `${prefix}-wire`;

/**
 * On the gateways' addresses, relayed from the machine: mTLS between networks and the health of a
 * gateway.
 */
export const gatewayPorts = [15443, 15021] as const;

/** For documentation (RFC 5737): nodes and load balancers. No real network has it. */
const edge = '203.0.113';

/**
 * For benchmarks (RFC 2544): Pods in 198.18, Services in 198.19. Private ranges could be
 * those of the machine's own network.
 */
const inside = { pods: '198.18', services: '198.19' } as const;

const loadBalancersPerCluster = 6;

export function topologyOf(name: string): ClusterTopology {
  const index = clusterNames.findIndex(known => known === name) + 1;
  if (index === 0) {
    throw new Error(
      `there is no cluster "${name}": the bed's clusters are ${clusterNames.join(
        ', ',
      )}`,
    );
  }
  const first = index * 20;
  const nodeAddress = `${edge}.${first}`;
  return {
    name,
    index,
    nodeName: `node-${name}`,
    namespace: `${prefix}-${name}`,
    nodeAddress,
    loadBalancerAddresses: Array.from(
      { length: loadBalancersPerCluster },
      (_, i) => `${edge}.${first + 1 + i}`,
    ),
    podRange: `${inside.pods}.${index}.0/24`,
    serviceRange: `${inside.services}.${index}.0/24`,
    apiServiceAddress: `${inside.services}.${index}.1`,
    dnsAddress: `${inside.services}.${index}.10`,
    apiServer: `https://${nodeAddress}:6443`,
  };
}

/** The first `count` clusters. */
export function firstClusters(count: number): readonly ClusterTopology[] {
  if (!Number.isInteger(count) || count < 1 || count > clusterNames.length) {
    throw new Error(
      `the bed has 1 to ${clusterNames.length} clusters, not ${count}`,
    );
  }
  return clusterNames.slice(0, count).map(topologyOf);
}

/** Addresses that the machine itself takes, so that a stray dial never leaves it. */
export const machineAddresses = (cluster: ClusterTopology) => [
  cluster.nodeAddress,
  ...cluster.loadBalancerAddresses,
];
