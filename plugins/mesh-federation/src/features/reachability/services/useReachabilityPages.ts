import {
  optional,
  type EntityReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { useAsked } from '../client/useAsked';
import {
  loadReachabilityPages,
  usePagedReachability,
  type LoadPages,
} from './usePagedReachability';

/**
 * Who can reach the entity of the page, with as many pages of its Services as are wanted, as the
 * address asks.
 */
export function useReachabilityPages() {
  const filter = useAsked();
  return usePagedReachability(
    useCallback<LoadPages<EntityReachability>>(
      (api, entity, pages) =>
        loadReachabilityPages(api, entity, {
          pages,
          ...optional({ filter }),
        }),
      [filter],
    ),
  );
}
