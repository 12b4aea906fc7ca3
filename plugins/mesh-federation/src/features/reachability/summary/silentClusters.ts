import {
  optional,
  type ClusterName,
  type ClusterOverview,
  type Timestamp,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A cluster that does not answer now. */
export interface SilentCluster {
  readonly name: ClusterName;
  /** When it answered last; absent when it never did. */
  readonly factsAt?: Timestamp;
  readonly reason: string;
}

/** The clusters that did not answer when they were asked last. */
export function silentClusters(
  clusters: readonly ClusterOverview[],
): readonly SilentCluster[] {
  return clusters.flatMap(({ cluster, reachable, factsAt }) =>
    reachable.status === 'unknown'
      ? [
          {
            name: cluster.name,
            reason: reachable.reason.message,
            ...optional({ factsAt: factsAt || undefined }),
          },
        ]
      : [],
  );
}
