import {
  optional,
  type EntityReachability,
  type EntityReachabilityFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useAsked } from '../client/useAsked';
import type { ServiceSelection } from './selectServices';
import {
  loadReachabilityPages,
  usePagedReachability,
  type LoadPages,
} from './usePagedReachability';

/** Who types is not asked for at each letter. */
const PAUSE_MS = 300;

/**
 * Looks for Services where not all of them are loaded: the backend searches through all. Without a
 * selection nothing is asked for.
 */
export function useServiceSearch(selection: ServiceSelection | undefined): {
  /** Absent while it is being loaded, and without a selection. */
  readonly answer?: EntityReachability;
  readonly error?: Error;
  readonly showMore: () => Promise<void>;
} {
  const address = useAsked();
  const wanted = useMemo(
    () =>
      selection
        ? JSON.stringify({ ...address, ...toFilter(selection) })
        : undefined,
    [address, selection],
  );
  const asked = useAfterPause(wanted);
  const { load, showMore } = usePagedReachability(
    useCallback<LoadPages<EntityReachability | undefined>>(
      async (api, entity, pages) =>
        asked === undefined
          ? undefined
          : loadReachabilityPages(api, entity, {
              pages,
              filter: JSON.parse(asked),
            }),
      [asked],
    ),
  );
  const isSettled = wanted !== undefined && wanted === asked;
  return {
    showMore,
    ...optional({
      answer: isSettled && load.status === 'ready' ? load.value : undefined,
      error: isSettled && load.status === 'failed' ? load.error : undefined,
    }),
  };
}

function toFilter({
  search,
  verdict,
  order,
}: ServiceSelection): EntityReachabilityFilter {
  return {
    order,
    ...optional({
      search: search.trim() || undefined,
      verdict: verdict === 'all' ? undefined : verdict,
    }),
  };
}

/** A text once it has stayed the same for a moment; none at once. */
function useAfterPause(text: string | undefined): string | undefined {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(
      () => setSettled(text),
      text === undefined ? 0 : PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
