import {
  optional,
  type EntityReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { useClientChoice } from '../client/useClientChoice';
import {
  loadReachabilityPages,
  usePagedReachability,
  type LoadPages,
} from './usePagedReachability';

/**
 * Who can reach the entity of the page, with as many pages of its Services as are wanted, for the
 * client that the address names.
 */
export function useReachabilityPages() {
  const { client: filter } = useClientChoice();
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
