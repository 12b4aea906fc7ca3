import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useEntityLoad, type EntityLoad } from '../../../ui/load/useEntityLoad';
import type { Load } from '../../../ui/load/useLoad';

const loadMesh: EntityLoad<EntityMesh> = (api, entity) =>
  api.getEntityMesh(entity);

/**
 * Loads where the entity of the page runs and what is known of those clusters, and again after each
 * observation.
 */
export function useEntityMesh(): Load<EntityMesh> {
  return useEntityLoad(loadMesh);
}
