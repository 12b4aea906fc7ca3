import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  loadReachabilityPages,
  usePagedReachability,
  type LoadPages,
} from './usePagedReachability';

const loadPages: LoadPages<EntityReachability> = (api, entity, pages) =>
  loadReachabilityPages(api, entity, { pages });

/** Who can reach the entity of the page, with as many pages of its Services as are wanted. */
export function useReachabilityPages() {
  return usePagedReachability(loadPages);
}
