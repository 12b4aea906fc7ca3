import type {
  ClusterObservation,
  ClusterState,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The API server answered: its version is known. */
export function answered(state: ClusterState): boolean {
  return state.kubernetesVersion.status === 'observed';
}

/** The last state in which the API server answered. */
export function lastAnswered({
  state,
  lastKnown,
}: ClusterObservation): ClusterState | undefined {
  return answered(state) ? state : lastKnown;
}
