import type { ClusterName } from '../basics/identifiers';
import type { Finding } from '../basics/finding';

/**
 * A cluster of Backstage's cluster inventory, enriched by its catalog Resource of type
 * `kubernetes-cluster`.
 *
 * @public
 */
export interface InventoryCluster {
  readonly name: ClusterName;
  readonly title?: string;
  /** For example `serviceAccount`. */
  readonly authProvider: string;
  /**
   * False when the auth provider needs a user's own token, so that the backend cannot observe the
   * cluster.
   */
  readonly usable: boolean;
  readonly entityRef?: string;
  /** Entity ref of the catalog Resource's owner. */
  readonly owner?: string;
}

/** @public */
export interface Inventory {
  readonly clusters: readonly InventoryCluster[];
  /** Duplicate names, clusters that need a user's token, … none of them fatal. */
  readonly findings: readonly Finding[];
}
