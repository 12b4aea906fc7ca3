import type {
  ClusterState,
  Inventory,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { PackedObservation } from '../database/observations/ObservationStore';
import type { PackedCluster } from './ObservationService';
import type { TokenIssuer } from './tokens/TokenIssuer';

/** What is stored of all clusters of the inventory. */
export interface StoredClusters {
  readonly inventory: Inventory;
  readonly clusters: readonly PackedCluster[];
}

/**
 * What an observation has to know of those before it. Decoding a large cluster holds up the thread
 * that does it, so that it is asked for and not done here.
 */
export interface ObservedPast {
  /** Each cluster that ever answered, as it was when it did so last. */
  issuers(stored: StoredClusters): Promise<readonly TokenIssuer[]>;
  /** What to store of a cluster that does not answer: with the last state in which it did. */
  withLastKnown(
    stored: StoredClusters,
    state: ClusterState,
  ): Promise<PackedObservation>;
}
