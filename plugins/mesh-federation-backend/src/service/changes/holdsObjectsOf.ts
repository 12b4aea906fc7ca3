import type {
  ClusterObservation,
  Observed,
  Ownership,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Whether a cluster is known to hold objects that carry the label of a federation, by what was
 * last seen of it. What was not observed counts as nothing: a cluster that is gone for good must
 * not keep a federation from being changed.
 */
export function holdsObjectsOf(
  federation: string,
  { state, lastKnown }: ClusterObservation,
): boolean {
  return [state, ...(lastKnown ? [lastKnown] : [])].some(seen => {
    const ownerships: readonly Ownership[] = [
      ...known(seen.controlPlanes).flatMap(({ shared }) =>
        shared.status === 'observed' ? [shared.value.ownership] : [],
      ),
      ...known(seen.remoteSecrets).map(({ ownership }) => ownership),
      ...known(seen.gateways).map(({ ownership }) => ownership),
    ];
    return ownerships.some(({ federations }) =>
      federations.includes(federation),
    );
  });
}

function known<T>(fact: Observed<readonly T[]>): readonly T[] {
  return fact.status === 'observed' ? fact.value : [];
}
