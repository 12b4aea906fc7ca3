import { lacksEndpoints } from '../parts/lacksEndpoints';
import type { LegInput } from '../question/Leg';
import type {
  LegResult,
  ReachabilityCell,
  ReachabilityVerdict,
} from '../../../model';
import { optional } from '../../../model/basics/optional';

/**
 * The verdict on a cell, without the reasons for it.
 *
 * @alpha
 */
export type ReachabilityOutcome = Pick<
  ReachabilityCell,
  'verdict' | 'firstBroken' | 'idle'
>;

/** The conjunction of the legs, in their order; those after a violated one may be left out. */
export function outcomeOf(
  input: LegInput,
  legs: readonly LegResult[],
): ReachabilityOutcome {
  const broken = legs.find(({ status }) => status === 'violated');
  const code = broken?.findings[0]?.code;
  const verdict = verdictOf(legs);
  return {
    verdict,
    ...optional({
      idle: verdict === 'blocked' && lacksEndpoints(input) ? true : undefined,
      firstBroken:
        broken === undefined || code === undefined
          ? undefined
          : { leg: broken.leg, code },
    }),
  };
}

function verdictOf(legs: readonly LegResult[]): ReachabilityVerdict {
  if (legs.some(({ status }) => status === 'violated')) {
    return 'blocked';
  }
  if (legs.some(({ status }) => status === 'unknown')) {
    return 'unknown';
  }
  if (legs.some(({ standby }) => standby !== undefined)) {
    return 'standby';
  }
  return legs.some(({ conditions }) => conditions.length > 0)
    ? 'conditional'
    : 'reachable';
}
