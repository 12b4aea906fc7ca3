import type { MissingFact } from '../../../model';
import type { LegInput, ProviderEndpoint } from '../question/Leg';
import { networkPaths, type NetworkPath } from '../networks/networkPaths';
import type { ClientGroup } from './clients/clientGroups';

/**
 * Whether a client's requests reach an endpoint through an east-west gateway; what decides on it
 * may not be observed.
 */
export function viaGateway(
  input: LegInput,
  group: ClientGroup,
  endpoint: ProviderEndpoint,
): boolean | { readonly missing: readonly MissingFact[] } {
  const way = wayTo(input, group, endpoint);
  const { missing } = networkPaths(input);
  return way === undefined && missing.length > 0
    ? { missing }
    : way?.path.kind === 'gateway';
}

/** How a client's requests reach an endpoint; undefined where that was not observed. */
export function wayTo(
  input: LegInput,
  group: ClientGroup,
  endpoint: ProviderEndpoint,
): NetworkPath | undefined {
  return networkPaths(input).paths.find(
    ({ from, to }) =>
      to === endpoint.network &&
      (group.pods.length === 0 || from === group.network),
  );
}

/** The client as a sentence names it. */
export function nameClient({ from }: Pick<LegInput, 'from'>): string {
  if (from.namespace === undefined) {
    return `clients of ${from.cluster}`;
  }
  return from.workload === undefined
    ? `clients of namespace ${from.namespace} in ${from.cluster}`
    : `${from.namespace}/${from.workload} in ${from.cluster}`;
}
