import type {
  ClusterName,
  ClusterObservation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { PackedObservation } from './packedObservation';

export type { PackedObservation };

/** Newest observation of each cluster, compressed. */
export interface ObservationStore {
  save(observation: ClusterObservation): Promise<void>;
  /** As `save`, of what was packed elsewhere. */
  savePacked(packed: PackedObservation): Promise<void>;
  packed(): Promise<readonly PackedObservation[]>;
  /** Forgets clusters that are not in the inventory any more. */
  prune(keep: readonly ClusterName[]): Promise<void>;
}
