import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../../api';
import { buildClusterMesh, type ClusterMesh } from './buildClusterMesh';
import { useLiveRefresh } from '../../../ui/load/useLiveRefresh';
import { useLoad, type Load } from '../../../ui/load/useLoad';

/**
 * Loads what is known of the cluster that the entity of the page stands for. The list of all
 * clusters only adds details to the peers: a reader who may not see it still sees their names.
 */
export function useClusterMesh(): Load<ClusterMesh | undefined> {
  const { entity } = useEntity();
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const api = useApi(meshFederationApiRef);
  const load = useLoad(
    useCallback(async () => {
      const [mesh, clusters] = await Promise.all([
        api.getEntityMesh({ kind, namespace, name }),
        api.listClusters().catch(() => ({ items: [] })),
      ]);
      return buildClusterMesh(mesh, clusters.items);
    }, [api, kind, namespace, name]),
  );
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'observation',
  });
  return load;
}
