import type { ReachabilityFilter, ServiceReachability } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { optional } from '../../model/basics/optional';
import { serviceReachability } from '../reachability/engine/serviceReachability';
import type { ReachabilityContext } from '../reachability/lookup/context/ReachabilityContext';
import type { ServicesSurvey, SurveyedService } from './surveyServices';

const DEFAULT_LIMIT = 100;

/** A page ends early, rather than that somebody waits for more cells with all that is in them. */
const MAX_CELLS = 1_000;

/**
 * The Services of a page, judged in full, in the order in which they are given: as many as `limit`
 * says, or as can be judged in a moment, and at least one. The cursor names the last of them, so
 * that the next page is right when something has changed in between.
 *
 * @alpha
 */
export function pageOfServices(options: {
  readonly context: ReachabilityContext;
  readonly services: ServicesSurvey['services'];
  readonly filter: ReachabilityFilter;
  readonly order?: 'worst' | 'name';
  readonly cursor?: string;
  readonly limit?: number;
}): {
  readonly items: readonly ServiceReachability[];
  readonly nextCursor?: string;
} {
  const { context, services, filter, cursor, limit = DEFAULT_LIMIT } = options;
  const rest =
    cursor === undefined ? services : after(services, cursor, options.order);
  let cells = 0;
  const page = rest.slice(0, limit).filter((item, index) => {
    cells += item.cells;
    return index === 0 || cells <= MAX_CELLS;
  });
  const last = page.at(-1);
  return {
    items: page.flatMap(({ service }) =>
      serviceReachability(context, service, filter),
    ),
    ...optional({
      nextCursor:
        last !== undefined && page.length < rest.length
          ? cursorOf(last)
          : undefined,
    }),
  };
}

function cursorOf({ rank, service }: SurveyedService): string {
  return `${rank}/${nameOf({ service })}`;
}

function nameOf({ service }: Pick<SurveyedService, 'service'>): string {
  return `${service.namespace}/${service.name}`;
}

/** What comes after the Service that the cursor names; all for a cursor that names none. */
function after(
  services: readonly SurveyedService[],
  cursor: string,
  order: 'worst' | 'name' = 'worst',
): readonly SurveyedService[] {
  const slash = cursor.indexOf('/');
  const rank = Number(cursor.slice(0, slash));
  const name = cursor.slice(slash + 1);
  return services.filter(item => {
    const place = order === 'name' ? 0 : item.rank - rank;
    return place > 0 || (place === 0 && compareStrings(nameOf(item), name) > 0);
  });
}
