import { useEntity } from '@backstage/plugin-catalog-react';
import { isClusterEntity } from './features/cluster/isClusterEntity';
import { ClusterMeshContent } from './features/cluster/tab/ClusterMeshContent';
import { EntityMeshFederationContent } from './features/reachability/tab/EntityMeshFederationContent';

/** The tab `Mesh`: of the Resource of a cluster the cluster, of every other entity who can reach it. */
export function EntityMeshTab() {
  const { entity } = useEntity();
  return isClusterEntity(entity) ? (
    <ClusterMeshContent />
  ) : (
    <EntityMeshFederationContent />
  );
}
