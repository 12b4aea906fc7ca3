import {
  getCompoundEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../api';
import { useLiveRefresh } from './useLiveRefresh';
import { useLoad, type Load } from './useLoad';

/** Asks the backend for something about an entity. */
export type EntityLoad<T> = (
  api: MeshFederationApi,
  entity: CompoundEntityRef,
) => Promise<T>;

/**
 * Loads something about the entity of the page, and again after each observation. `load` has to be
 * stable, so it is best a function outside of components.
 */
export function useEntityLoad<T>(load: EntityLoad<T>): Load<T> {
  const { entity } = useEntity();
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const api = useApi(meshFederationApiRef);
  const loaded = useLoad(
    useCallback(
      () => load(api, { kind, namespace, name }),
      [load, api, kind, namespace, name],
    ),
  );
  useLiveRefresh({
    refresh: loaded.refresh,
    matches: signal => signal.type === 'observation',
  });
  return loaded;
}
