import { useEntity } from '@backstage/plugin-catalog-react';
import { isClusterEntity } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ClusterMeshContent } from './features/cluster/tab/ClusterMeshContent';
import { EntityMeshFederationContent } from './features/reachability/tab/EntityMeshFederationContent';

/**
 * The tab `Mesh`. For the Resource of a cluster it shows that cluster, for every other entity who
 * can reach it.
 */
export function EntityMeshTab() {
  const { entity } = useEntity();
  return isClusterEntity(entity) ? (
    <ClusterMeshContent />
  ) : (
    <EntityMeshFederationContent />
  );
}
