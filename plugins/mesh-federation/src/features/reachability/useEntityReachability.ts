import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useEntityLoad, type EntityLoad } from '../../ui/load/useEntityLoad';
import type { Load } from '../../ui/load/useLoad';

const loadReachability: EntityLoad<EntityReachability> = (api, entity) =>
  api.getEntityReachability(entity);

/** Loads who can reach the entity of the page, and again after each observation. */
export function useEntityReachability(): Load<EntityReachability> {
  return useEntityLoad(loadReachability);
}
