import {
  optional,
  type EntityReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useMemo, useState } from 'react';
import { buildServiceList, type ServiceEntry } from './buildServiceList';
import { countVerdicts } from './countVerdicts';
import { selectServices, type ServiceSelection } from './selectServices';
import { useServiceSearch } from './useServiceSearch';

const EVERYTHING: ServiceSelection = {
  search: '',
  verdict: 'all',
  order: 'worst',
};

/** What of an entity's Services and ports is chosen to be seen, of those not loaded as well. */
export function useServiceList(options: {
  readonly entries: readonly ServiceEntry[];
  readonly reachability: EntityReachability;
  readonly showMore: () => Promise<void>;
}) {
  const { entries, reachability, showMore } = options;
  const [selection, setSelection] = useState(EVERYTHING);
  const isWhole = reachability.nextCursor === undefined;
  const isAsked = !isWhole && selection !== EVERYTHING;
  const search = useServiceSearch(isAsked ? selection : undefined);
  const { answer, error } = search;
  const found = useMemo(
    () =>
      selectServices(
        answer ? buildServiceList(answer.items) : entries,
        selection,
      ),
    [entries, answer, selection],
  );
  const counts = countVerdicts(entries);
  for (const { verdict, count } of isWhole
    ? []
    : reachability.survey.verdicts) {
    counts[verdict] = count;
  }
  const isSearching = isAsked && !answer && !error;
  return {
    selection,
    setSelection,
    found,
    /** Of all, by verdict. */
    counts,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    isSearching,
    /** The answer of which pages are shown. */
    shown: answer ?? reachability,
    showMore: answer ? search.showMore : showMore,
    ...optional({ error }),
  } as const;
}
