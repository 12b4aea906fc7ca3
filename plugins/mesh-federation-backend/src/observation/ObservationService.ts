import type {
  ClusterName,
  ClusterObservation,
  Inventory,
  UnknownReason,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { PackedObservation } from '../database/observations/ObservationStore';

/** A cluster of which nothing was stored, and why. */
export interface UnobservedCluster {
  readonly cluster: ClusterName;
  readonly at: string;
  readonly reason: UnknownReason;
}

/** What is known of a cluster, to be decoded in the thread that asks for it. */
export type PackedCluster = PackedObservation | UnobservedCluster;

/** What was just seen of a cluster. What was known of it before is stored alone. */
export type FreshObservation = Pick<ClusterObservation, 'state'>;

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
  }): Promise<readonly FreshObservation[]>;
  /**
   * What is stored of all clusters of the inventory, sorted by name, undecoded: decoding a large
   * cluster holds up the thread that does it.
   */
  packed(): Promise<readonly PackedCluster[]>;
  /** The inventory, kept for a few seconds. */
  inventory(): Promise<Inventory>;
}
