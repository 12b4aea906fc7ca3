import type {
  ClusterName,
  ClusterObservation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { PackedObservation } from './packedObservation';

export type { PackedObservation };

/** Newest observation of each cluster, compressed. */
export interface ObservationStore {
  save(observation: ClusterObservation): Promise<void>;
  load(): Promise<readonly ClusterObservation[]>;
  /** As `load`, undecoded. */
  packed(): Promise<readonly PackedObservation[]>;
  /** Forgets clusters that are not in the inventory any more. */
  prune(keep: readonly ClusterName[]): Promise<void>;
}
