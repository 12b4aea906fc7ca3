import {
  NETWORK_LABEL,
  type MissingFact,
  type Observed,
  type Pod,
} from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import type { LegInput, ProviderEndpoint } from '../question/Leg';
import { groupBy } from '../lookup/lookUp';
import { remembered } from '../../remembered';
import { missingFact, noPlane } from '../lookup/missingFact';

export type PathInput = Omit<LegInput, 'path' | 'others'>;

/** Proxies or endpoints of one network; empty when it has no name. */
export interface Group<T> {
  readonly network: string;
  readonly members: readonly T[];
}

/** All of them, sorted by network, and what was not observed. */
export interface Groups<T> {
  readonly groups: readonly Group<T>[];
  readonly missing: readonly MissingFact[];
}

/**
 * Every question about a whole cluster has the same list of sidecars, so it is grouped only once.
 */
const byProxyNetwork = remembered(
  (pods: readonly Pod[]): readonly Group<Pod>[] =>
    groupByNetwork(
      pods.filter(({ proxy }) => proxy !== undefined),
      pod => pod.proxy?.network ?? '',
    ),
);

/**
 * Proxies of the client by ISTIO_META_NETWORK; without any, one group of no proxy with what the
 * injector would give.
 */
export function clientNetworks(input: PathInput): Groups<Pod> {
  const { client } = input;
  const pods = clientPodsOf(input);
  if (pods.status === 'unknown') {
    return {
      groups: [],
      missing: [missingFact(client.cluster, 'Pods', pods)],
    };
  }
  const groups = byProxyNetwork(pods.value);
  if (groups.length > 0) {
    return { groups, missing: [] };
  }
  const injected = client.controlPlane?.injectedNetwork;
  if (injected !== undefined) {
    return { groups: [{ network: injected, members: [] }], missing: [] };
  }
  const { network } = client.state;
  return network.status === 'unknown'
    ? { groups: [], missing: [missingFact(client.cluster, 'network', network)] }
    : { groups: [{ network: network.value.label, members: [] }], missing: [] };
}

/** Pods of the client that was asked for, else every Pod with a sidecar in its cluster. */
export function clientPodsOf({
  client,
  clientPods,
  from,
}: Pick<PathInput, 'client' | 'clientPods' | 'from'>): Observed<
  readonly Pod[]
> {
  const { pods } = client.state;
  if (from.namespace === undefined || pods.status === 'unknown') {
    return client.sidecarPods();
  }
  return { status: 'observed', value: clientPods ?? [], at: pods.at };
}

/** Endpoints by network; without any, one group of none on the provider's own network. */
export function endpointNetworks(input: PathInput): Groups<ProviderEndpoint> {
  const { client, provider, endpoints } = input;
  const { network } = provider.state;
  if (endpoints.status === 'unknown') {
    return {
      groups: [],
      missing: [missingFact(provider.cluster, 'endpoints', endpoints)],
    };
  }
  const labelled = (endpoint: ProviderEndpoint) =>
    Boolean(endpoint.pod?.labels[NETWORK_LABEL]);
  // An endpoint that is not ready gets no requests.
  const ready = endpoints.value.filter(endpoint => endpoint.ready);
  const all = ready.length > 0 ? ready : endpoints.value;
  if (all.length > 0 && all.every(labelled)) {
    return { groups: groupByNetwork(all, item => item.network), missing: [] };
  }
  if (network.status === 'unknown') {
    return {
      groups: [],
      missing: [missingFact(provider.cluster, 'network', network)],
    };
  }
  const meshConfig = client.controlPlane?.meshConfig ?? noPlane(client);
  if (network.value.label === '' && meshConfig.status === 'unknown') {
    return {
      groups: [],
      missing: [missingFact(client.cluster, 'mesh config', meshConfig)],
    };
  }
  return {
    groups:
      all.length > 0
        ? groupByNetwork(all, item => item.network)
        : [
            {
              network: defaultNetwork(input, network.value.label),
              members: [],
            },
          ],
    missing: [],
  };
}

/**
 * Label of the control plane's namespace, else the network to which the client's meshNetworks
 * counts the provider's registry.
 */
function defaultNetwork(
  { client, provider }: PathInput,
  label: string,
): string {
  const meshConfig = client.controlPlane?.meshConfig;
  const id = provider.controlPlane?.clusterId;
  if (label !== '' || id === undefined || meshConfig?.status !== 'observed') {
    return label;
  }
  return (
    Object.entries(meshConfig.value.meshNetworks)
      .sort(([a], [b]) => compareStrings(a, b))
      .find(([, { endpoints }]) =>
        endpoints.some(({ fromRegistry }) => fromRegistry === id),
      )?.[0] ?? ''
  );
}

function groupByNetwork<T>(
  items: readonly T[],
  networkOf: (item: T) => string,
): readonly Group<T>[] {
  return [...groupBy(items, item => [networkOf(item)])]
    .map(([network, members]) => ({ network, members }))
    .sort((a, b) => compareStrings(a.network, b.network));
}
