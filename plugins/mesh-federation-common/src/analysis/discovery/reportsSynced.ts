import type { ClusterState } from '../../model';

/** Whether some istiod of the cluster reports a remote cluster as synced. */
export function reportsSynced(
  { controlPlanes }: ClusterState,
  clusterId: string,
): boolean {
  return (
    controlPlanes.status === 'observed' &&
    controlPlanes.value
      .flatMap(({ replicas }) => replicas)
      .some(
        ({ sync }) =>
          sync.status === 'observed' &&
          sync.value.some(
            entry => entry.clusterId === clusterId && entry.status === 'synced',
          ),
      )
  );
}
