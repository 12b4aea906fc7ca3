import type {
  ClusterName,
  ClusterObservation,
  Inventory,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Observes clusters and keeps what was seen. */
export interface ObservationService {
  /**
   * Observes the named clusters (default: all usable ones of the inventory) now, stores and returns
   * the result. Never throws for one cluster.
   */
  observe(options?: {
    readonly clusters?: readonly ClusterName[];
    /**
     * Also read the secret dump of running proxies (needs pods/exec; unknown without). Default
     * false.
     */
    readonly inspectProxies?: boolean;
    /**
     * Also ask for each right that a run needs: some dozens of calls a cluster, so for plans only
     * (unknown without). Default false.
     */
    readonly checkAccess?: boolean;
    readonly signal?: AbortSignal;
  }): Promise<readonly ClusterObservation[]>;
  /**
   * The stored observations of all clusters of the inventory, sorted by name; clusters never
   * observed have every section unknown.
   */
  latest(): Promise<readonly ClusterObservation[]>;
  /** The inventory, kept for a few seconds. */
  inventory(): Promise<Inventory>;
}
