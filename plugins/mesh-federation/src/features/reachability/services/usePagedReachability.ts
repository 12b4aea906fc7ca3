import type { CompoundEntityRef } from '@backstage/catalog-model';
import type {
  EntityReachability,
  EntityReachabilityFilter,
  MeshFederationApi,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback, useRef } from 'react';
import { useEntityLoad } from '../../../ui/load/useEntityLoad';
import type { Load } from '../../../ui/load/useLoad';

/** Asks for so many pages about an entity. */
export type LoadPages<T> = (
  api: MeshFederationApi,
  entity: CompoundEntityRef,
  pages: number,
) => Promise<T>;

/**
 * Loads pages about the entity of the page, and those that were loaded again after each
 * observation. `showMore` adds the next one. `loadPages` has to be stable: a new function begins
 * with one page.
 */
export function usePagedReachability<T>(loadPages: LoadPages<T>): {
  readonly load: Load<T>;
  readonly showMore: () => Promise<void>;
} {
  const pages = useRef({ count: 1, of: loadPages });
  const load = useEntityLoad<T>(
    useCallback(
      (api, entity) => {
        if (pages.current.of !== loadPages) {
          pages.current = { count: 1, of: loadPages };
        }
        return loadPages(api, entity, pages.current.count);
      },
      [loadPages],
    ),
  );
  const { refresh } = load;
  const showMore = useCallback(async () => {
    pages.current.count += 1;
    await refresh();
  }, [refresh]);
  return { load, showMore };
}

/** So many pages as one answer, as far as there are any. */
export async function loadReachabilityPages(
  api: MeshFederationApi,
  entity: CompoundEntityRef,
  options: {
    readonly pages: number;
    readonly filter?: EntityReachabilityFilter;
  },
): Promise<EntityReachability> {
  const { pages, filter } = options;
  let answer = filter
    ? await api.getEntityReachability(entity, filter)
    : await api.getEntityReachability(entity);
  for (let page = 1; page < pages && answer.nextCursor; page++) {
    const next = await api.getEntityReachability(entity, {
      ...filter,
      cursor: answer.nextCursor,
    });
    answer = { ...next, items: [...answer.items, ...next.items] };
  }
  return answer;
}
