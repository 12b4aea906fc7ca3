import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback, useRef } from 'react';
import { useEntityLoad, type EntityLoad } from '../../ui/load/useEntityLoad';
import type { Load } from '../../ui/load/useLoad';

/**
 * Loads who can reach the entity of the page, and again after each observation. `showMore` adds the
 * next page of Services, and those that were added are loaded again as well.
 */
export function useReachabilityPages(): {
  readonly load: Load<EntityReachability>;
  readonly showMore: () => Promise<void>;
} {
  const pages = useRef(1);
  const load = useEntityLoad(
    useCallback<EntityLoad<EntityReachability>>(
      (api, entity) => loadPages(api, entity, pages.current),
      [],
    ),
  );
  const { refresh } = load;
  const showMore = useCallback(async () => {
    pages.current += 1;
    await refresh();
  }, [refresh]);
  return { load, showMore };
}

async function loadPages(
  api: Parameters<EntityLoad<EntityReachability>>[0],
  entity: Parameters<EntityLoad<EntityReachability>>[1],
  pages: number,
): Promise<EntityReachability> {
  let answer = await api.getEntityReachability(entity);
  for (let page = 1; page < pages && answer.nextCursor; page++) {
    const next = await api.getEntityReachability(entity, {
      cursor: answer.nextCursor,
    });
    answer = { ...next, items: [...answer.items, ...next.items] };
  }
  return answer;
}
