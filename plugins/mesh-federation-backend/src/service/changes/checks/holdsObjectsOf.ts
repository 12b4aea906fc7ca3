import type { ClusterObservation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { labelledObjects } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/**
 * Whether a cluster is known to hold objects that carry the label of a federation, by what was
 * last seen of it. What was not observed counts as nothing: a cluster that is gone for good must
 * not keep a federation from being changed.
 */
export function holdsObjectsOf(
  federation: string,
  { state, lastKnown }: ClusterObservation,
): boolean {
  return [state, ...(lastKnown ? [lastKnown] : [])]
    .flatMap(labelledObjects)
    .some(({ ownership }) => ownership.federations.includes(federation));
}
