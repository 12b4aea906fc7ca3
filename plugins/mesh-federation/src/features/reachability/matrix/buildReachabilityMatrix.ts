import type {
  ClusterName,
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

export interface ReachabilityRow {
  readonly client: ClusterName;
  /**
   * One for each provider, in their order; undefined where the backend reported nothing, which is
   * unknown.
   */
  readonly cells: readonly (ReachabilityCell | undefined)[];
}

export interface ReachabilityMatrixView {
  readonly providers: readonly ClusterName[];
  readonly rows: readonly ReachabilityRow[];
}

/** Client clusters as rows, provider clusters as columns. */
export function buildReachabilityMatrix(
  item: ServiceReachability,
): ReachabilityMatrixView {
  const { clusters, providers, cells } = item;
  return {
    providers,
    rows: clusters.map(client => ({
      client,
      cells: providers.map(provider =>
        cells.find(
          cell => cell.client.cluster === client && cell.provider === provider,
        ),
      ),
    })),
  };
}
