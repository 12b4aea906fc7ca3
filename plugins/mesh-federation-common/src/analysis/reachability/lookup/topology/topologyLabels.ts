import {
  NETWORK_LABEL,
  type ClusterState,
  type IstioConfiguration,
  type Observed,
  type Pod,
} from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import { remembered } from '../../../remembered';
import {
  podLocality,
  REGION_LABEL,
  NOWHERE,
  SUBZONE_LABEL,
  ZONE_LABEL,
  type Locality,
} from './podLocality';

type Labels = Readonly<Record<string, string>>;

export const CLUSTER_LABEL = 'topology.istio.io/cluster';
export const NODE_LABEL = 'kubernetes.io/hostname';

const OF_NODES = [REGION_LABEL, ZONE_LABEL, SUBZONE_LABEL];

/**
 * Labels that istiod gives to endpoints and proxies. Source: istio/istio
 * pilot/pkg/serviceregistry/util/label/label.go AugmentLabels.
 */
const TOPOLOGY_LABELS: ReadonlySet<string> = new Set([
  CLUSTER_LABEL,
  NETWORK_LABEL,
  NODE_LABEL,
  ...OF_NODES,
]);

/** Those of them that some object of the cluster asks for, sorted. */
export const topologyLabelsIn = remembered(
  (configuration: IstioConfiguration): readonly string[] => {
    const names = new Set<string>();
    for (const selector of selectorsIn(configuration)) {
      for (const name of Object.keys(selector ?? {})) {
        if (TOPOLOGY_LABELS.has(name)) {
          names.add(name);
        }
      }
    }
    return [...names].sort(compareStrings);
  },
);

/**
 * The Pods with those of the labels that objects ask for, so that what selects them sees what
 * istiod sees. The network is added where it is known, because it may depend on the client:
 * {@link withNetwork}.
 */
export function podsWithTopology(
  { pods, nodes, controlPlanes }: ClusterState,
  clusterId: string | undefined,
  wanted: readonly string[],
): Observed<readonly Pod[]> {
  const added = wanted.filter(name => name !== NETWORK_LABEL);
  if (added.length === 0 || controlPlanes.status === 'unknown') {
    return pods;
  }
  if (pods.status === 'unknown') {
    return pods;
  }
  return {
    ...pods,
    value: pods.value.map(pod => {
      const locality = podLocality(pod, nodes);
      const given = topologyOf({
        clusterId: pod.proxy?.clusterId ?? clusterId,
        locality: locality.status === 'observed' ? locality.value : NOWHERE,
        node: pod.node,
      });
      const known = added.filter(name => given[name]);
      return known.length === 0
        ? pod
        : {
            ...pod,
            labels: {
              ...pod.labels,
              ...Object.fromEntries(known.map(name => [name, given[name]!])),
            },
          };
    }),
  };
}

/** What istiod adds to the labels of a Pod, but for its network. */
export function topologyOf({
  clusterId = '',
  locality = NOWHERE,
  node = '',
}: {
  readonly clusterId?: string | undefined;
  readonly locality?: Locality;
  readonly node?: string | undefined;
}): Labels {
  const all = {
    [CLUSTER_LABEL]: clusterId,
    [REGION_LABEL]: locality.region,
    [ZONE_LABEL]: locality.zone,
    [SUBZONE_LABEL]: locality.subzone,
    [NODE_LABEL]: node,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}

/** A label of the Pod's own goes before the network that istiod finds for it. */
export function withNetwork(labels: Labels, network: string): Labels {
  return network === '' || labels[NETWORK_LABEL]
    ? labels
    : { ...labels, [NETWORK_LABEL]: network };
}

/** Whether a label is one that istiod gives. */
export function isTopologyLabel(name: string): boolean {
  return TOPOLOGY_LABELS.has(name);
}

/** Whether a label is one that only the Nodes of a cluster tell. */
export function isOfNodes(name: string): boolean {
  return OF_NODES.includes(name);
}

/** Whether a selector asks for something that only the Nodes of a cluster tell. */
export function asksForNodes(selector: Labels | undefined): boolean {
  return Object.keys(selector ?? {}).some(isOfNodes);
}

function* selectorsIn(
  configuration: IstioConfiguration,
): Iterable<Labels | undefined> {
  const { destinationRules, virtualServices, sidecars, proxyExtensions } =
    configuration;
  const { peerAuthentications, requestAuthentications, authorizationPolicies } =
    configuration;
  for (const { workloadSelector, subsets } of listOf(destinationRules)) {
    yield workloadSelector;
    yield* subsets.map(({ labels }) => labels);
  }
  for (const { http, tcp } of listOf(virtualServices)) {
    for (const { match = [] } of [...http, ...tcp]) {
      yield* match.map(({ sourceLabels }) => sourceLabels);
    }
  }
  yield* listOf(sidecars).map(item => item.workloadSelector);
  yield* listOf(proxyExtensions).map(item => item.workloadSelector);
  yield* listOf(peerAuthentications).map(({ selector }) => selector);
  yield* listOf(requestAuthentications).map(({ selector }) => selector);
  yield* listOf(authorizationPolicies).map(({ selector }) => selector);
}

function listOf<T>(section: Observed<readonly T[]>): readonly T[] {
  return section.status === 'observed' ? section.value : [];
}
