import { useEntity } from '@backstage/plugin-catalog-react';
import { isClusterEntity } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ClusterMeshContent } from './features/cluster/tab/ClusterMeshContent';
import { EntityMeshFederationContent } from './features/reachability/tab/EntityMeshFederationContent';
import styles from './ui/layout/wrapping.module.css';

/**
 * The tab `Mesh`. For the Resource of a cluster it shows that cluster, for every other entity who
 * can reach it.
 */
export function EntityMeshTab() {
  const { entity } = useEntity();
  return (
    <div className={styles.wrapping}>
      {isClusterEntity(entity) ? (
        <ClusterMeshContent />
      ) : (
        <EntityMeshFederationContent />
      )}
    </div>
  );
}
