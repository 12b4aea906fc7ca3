import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../../api';
import { useLiveRefresh } from '../../../ui/load/useLiveRefresh';
import { useLoad, type Load } from '../../../ui/load/useLoad';

/**
 * Loads where the entity of the page runs and what is known of those clusters, and again after each
 * observation.
 */
export function useEntityMesh(): Load<EntityMesh> {
  const { entity } = useEntity();
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const api = useApi(meshFederationApiRef);
  const load = useLoad(
    useCallback(
      () => api.getEntityMesh({ kind, namespace, name }),
      [api, kind, namespace, name],
    ),
  );
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'observation',
  });
  return load;
}
