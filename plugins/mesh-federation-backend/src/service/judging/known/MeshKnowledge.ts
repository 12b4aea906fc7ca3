import type {
  ClusterObservation,
  Federation,
  Inventory,
  WitnessContradiction,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * What is known now: the inventory, the newest observation of each cluster, and what somebody
 * wants.
 */
export interface MeshKnowledge {
  readonly inventory: Inventory;
  readonly observations: readonly ClusterObservation[];
  readonly federations: readonly Federation[];
  /** What istiod said in the background against answers. */
  readonly contradictions: readonly WitnessContradiction[];
  readonly now: string;
}
