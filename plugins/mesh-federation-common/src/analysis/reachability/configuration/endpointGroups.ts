import { compareStrings } from '../../../model/basics/compareStrings';
import type { LegInput, ProviderEndpoint } from '../question/Leg';
import { groupBy } from '../lookup/lookUp';
import { remembered } from '../../remembered';

/** Endpoints that are alike in all that configuration can tell apart. */
export interface EndpointGroup {
  /** Any of them. */
  readonly endpoint: ProviderEndpoint;
  readonly members: readonly ProviderEndpoint[];
}

const groupsOf = remembered(
  (endpoints: readonly ProviderEndpoint[]): readonly EndpointGroup[] => {
    const ready = endpoints.filter(endpoint => endpoint.ready);
    const all = ready.length > 0 ? ready : endpoints;
    const groups =
      all.length > 1
        ? [...groupBy(all, item => [keyOf(item)]).values()]
        : all.map(item => [item]);
    return groups.map(members => ({ endpoint: members[0]!, members }));
  },
);

/**
 * Endpoints that get requests (when none is ready, those that would), alike ones together, sorted.
 * Empty when they are unknown.
 */
export function endpointGroups({
  endpoints,
}: Pick<LegInput, 'endpoints'>): readonly EndpointGroup[] {
  return endpoints.status === 'unknown' ? [] : groupsOf(endpoints.value);
}

/** Workloads of the endpoints, for a sentence. */
export function nameEndpoints(groups: readonly EndpointGroup[]): string {
  const names = [
    ...new Set(
      groups.flatMap(({ members }) =>
        members.map(({ address, pod }) =>
          pod === undefined ? address : `${pod.namespace}/${pod.workload.name}`,
        ),
      ),
    ),
  ].sort(compareStrings);
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${
    more > 0 ? ` and ${more} more` : ''
  }`;
}

function keyOf({
  pod,
  entry,
  targetPort,
  network,
  acceptsMtls,
}: ProviderEndpoint): string {
  const entries = (map: Readonly<Record<string, string>> = {}) =>
    Object.entries(map).sort(([a], [b]) => compareStrings(a, b));
  return JSON.stringify([
    pod?.namespace,
    pod?.workload.name,
    pod?.serviceAccount,
    pod?.proxy?.kind,
    pod?.proxy?.trustDomain,
    pod?.proxy?.revision,
    entries(pod?.labels),
    entries(pod?.annotations),
    pod?.hostNetwork,
    entry?.object.name,
    targetPort,
    network,
    acceptsMtls,
  ]);
}
