import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../api';
import { useLiveRefresh } from '../../ui/load/useLiveRefresh';
import { useLoad, type Load } from '../../ui/load/useLoad';

/** Loads who can reach the entity of the page, and again after each observation. */
export function useEntityReachability(): Load<EntityReachability> {
  const { entity } = useEntity();
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const api = useApi(meshFederationApiRef);
  const load = useLoad(
    useCallback(
      () => api.getEntityReachability({ kind, namespace, name }),
      [api, kind, namespace, name],
    ),
  );
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal => signal.type === 'observation',
  });
  return load;
}
