import { loadPages } from '../../../ui/load/loadPages';
import { useEntityLoad, type EntityLoad } from '../../../ui/load/useEntityLoad';
import type { Load } from '../../../ui/load/useLoad';
import { buildClusterMesh, type ClusterMesh } from './buildClusterMesh';

const loadClusterMesh: EntityLoad<ClusterMesh | undefined> = async (
  api,
  entity,
) => {
  const [mesh, clusters] = await Promise.all([
    api.getEntityMesh(entity),
    loadPages(page => api.listClusters(page)).catch(() => ({ items: [] })),
  ]);
  return buildClusterMesh(mesh, clusters.items);
};

/**
 * Loads what is known of the cluster that the entity of the page stands for. The list of all
 * clusters only adds details to the peers: a reader who may not see it still sees their names.
 */
export function useClusterMesh(): Load<ClusterMesh | undefined> {
  return useEntityLoad(loadClusterMesh);
}
