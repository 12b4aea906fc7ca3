import type {
  ClusterName,
  ClusterObservation,
  ClusterState,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { labelledObjects } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { Known } from '../known/recall';

/** Whether a cluster holds objects that carry the label of a federation. */
export interface ClusterHolding {
  readonly cluster: ClusterName;
  /**
   * By what was last seen of it. What was not observed counts as nothing: a cluster that is gone
   * for good must not keep a federation from being changed.
   */
  readonly holds: boolean;
  /** Every section was observed in which objects of ours can be. */
  readonly seen: boolean;
}

/** Which clusters hold objects of a federation. */
export function holdings(
  { knowledge }: Known,
  { federation }: { readonly federation: string },
): readonly ClusterHolding[] {
  return knowledge.observations.map(observation => ({
    cluster: observation.state.cluster,
    holds: holdsObjectsOf(federation, observation),
    seen: showsObjects(observation.state),
  }));
}

function holdsObjectsOf(
  federation: string,
  { state, lastKnown }: ClusterObservation,
): boolean {
  return [state, ...(lastKnown ? [lastKnown] : [])]
    .flatMap(labelledObjects)
    .some(({ ownership }) => ownership.federations.includes(federation));
}

function showsObjects(state: ClusterState): boolean {
  const { controlPlanes, remoteSecrets, gateways, reader } = state;
  return (
    [remoteSecrets, gateways, reader].every(
      ({ status }) => status === 'observed',
    ) &&
    controlPlanes.status === 'observed' &&
    controlPlanes.value.every(({ shared }) => shared.status === 'observed')
  );
}
