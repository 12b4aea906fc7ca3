import type {
  ClusterName,
  ClusterObservation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Newest observation of each cluster, compressed. */
export interface ObservationStore {
  save(observation: ClusterObservation): Promise<void>;
  load(): Promise<readonly ClusterObservation[]>;
  /** Forgets clusters that are not in the inventory any more. */
  prune(keep: readonly ClusterName[]): Promise<void>;
}
