import type { EastWestGateway, RemoteSecret } from '../cluster/cluster';
import type { InventoryCluster } from './inventory';
import type { Timestamp } from '../basics/identifiers';
import type { Observed } from '../basics/observed';
import type { Certificate } from '../cluster/certificate';

/**
 * A cluster as the pages show it: the observation without its bulk.
 *
 * @public
 */
export interface ClusterOverview {
  readonly cluster: InventoryCluster;
  /** The API server answered in the newest attempt. */
  readonly reachable: Observed<true>;
  /**
   * When the shown facts were observed; older than the newest attempt when the cluster does not
   * answer. Absent when never observed.
   */
  readonly factsAt?: Timestamp;
  readonly stale: boolean;
  readonly kubernetesVersion?: string;
  readonly controlPlanes: readonly {
    readonly revision: string;
    readonly version?: string;
    readonly clusterId: string;
    readonly meshId?: string;
    readonly trustDomain?: string;
    readonly multiRootMesh: boolean;
    readonly certificateAuthority: string;
    /** Pods of istiod that are ready: with none, nothing changes in the mesh of the cluster. */
    readonly readyReplicas: number;
  }[];
  readonly network?: string;
  readonly roots: readonly Omit<Certificate, 'pem'>[];
  readonly remoteSecrets: readonly RemoteSecret[];
  readonly gateways: readonly EastWestGateway[];
  /** Proxies in all, and those that carry the XDS agent flag. */
  readonly proxies?: { readonly total: number; readonly withXdsAgent: number };
  readonly federations: readonly string[];
}
