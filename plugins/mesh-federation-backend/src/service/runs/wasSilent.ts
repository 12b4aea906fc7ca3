import type {
  ClusterState,
  Observed,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Whether something of a state is unknown because nobody answered. Of what a cluster may have
 * thousands of, nothing is observed by itself: these lists are not looked through, which would hold
 * up the event loop.
 */
export function wasSilent(state: ClusterState): boolean {
  const {
    services,
    endpointSlices,
    pods,
    namespaces,
    networkPolicies,
    workloads,
    configuration,
    ...rest
  } = state;
  const lists: readonly Observed<unknown>[] = [
    ...[services, endpointSlices, pods, namespaces, networkPolicies, workloads],
    ...Object.values(configuration),
  ];
  return (
    lists.some(
      list => list.status === 'unknown' && holdsSilence(list.reason),
    ) || holdsSilence(rest)
  );
}

function holdsSilence(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { kind } = value as { readonly kind?: unknown };
  return (
    kind === 'timeout' ||
    kind === 'unreachable' ||
    Object.values(value).some(holdsSilence)
  );
}
