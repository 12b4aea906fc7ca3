import type {
  Federation,
  Inventory,
  WitnessContradiction,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { PackedCluster } from '../../../observation/ObservationService';

/**
 * What is known now, as it is handed to a thread: the inventory, the newest observation of each
 * cluster, undecoded, and what somebody wants.
 */
export interface PackedKnowledge {
  readonly inventory: Inventory;
  readonly clusters: readonly PackedCluster[];
  readonly federations: readonly Federation[];
  /** What istiod said in the background against answers. */
  readonly contradictions: readonly WitnessContradiction[];
  readonly now: string;
}
