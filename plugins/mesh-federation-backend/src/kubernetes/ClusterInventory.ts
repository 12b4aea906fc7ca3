import type {
  Inventory,
  ApiServerEndpoint,
  ClusterName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Clusters of Backstage's Kubernetes backend, enriched by the catalog. Never throws for a single
 * bad cluster.
 */
export interface ClusterInventory {
  read(): Promise<Inventory>;
  /**
   * URL of a cluster's API server as the other clusters see it, by source: own configuration,
   * catalog annotation, Kubernetes configuration. One that is no plain https URL is refused, and no
   * other source is asked then.
   */
  apiServerUrl(cluster: ClusterName): Promise<ApiServerAddress>;
}

/** Address of an API server without its CA. */
export type ApiServerAddress = Pick<
  ApiServerEndpoint,
  'url' | 'source' | 'problem' | 'setBy'
>;
