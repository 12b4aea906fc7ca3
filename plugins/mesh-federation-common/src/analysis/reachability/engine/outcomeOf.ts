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

/**
 * The conjunction of the legs, in their order; those after a violated one may be left out. Unknown
 * where istiod is known to say otherwise.
 */
export function outcomeOf(
  input: LegInput,
  legs: readonly LegResult[],
): ReachabilityOutcome {
  return outcomesOf(input, legs).shown;
}

/**
 * That outcome, and the one as though nothing were unread and nobody had asked istiod, with what
 * istiod said against it.
 */
export function outcomesOf(input: LegInput, legs: readonly LegResult[]) {
  const read = readOutcome(input, legs);
  const contradiction = contradictionOf(input, read);
  const isUnread =
    read.verdict !== 'blocked' && legs.some(({ unread }) => unread.length > 0);
  const shown: ReachabilityOutcome =
    contradiction !== undefined || isUnread ? { verdict: 'unknown' } : read;
  return { read, contradiction, shown };
}

function readOutcome(
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

/** What istiod said in the background against the verdict that was read. */
function contradictionOf(
  { context, from, provider, asked }: LegInput,
  { verdict }: ReachabilityOutcome,
) {
  const { namespace, name, port } = asked;
  return context
    .contradictions({ namespace, name })
    .find(
      item =>
        item.provider === provider.cluster &&
        item.port === port &&
        item.client.cluster === from.cluster &&
        (from.namespace ?? item.client.namespace) === item.client.namespace &&
        (from.workload ?? item.client.workload) === item.client.workload &&
        isAgainst(item.verdict, verdict),
    );
}

/** What was wrong of one client is wrong of those among whom it is, if the same is said of them. */
function isAgainst(
  contradicted: ReachabilityVerdict,
  verdict: ReachabilityVerdict,
): boolean {
  return (
    verdict !== 'unknown' &&
    (contradicted === 'blocked') === (verdict === 'blocked')
  );
}

function verdictOf(legs: readonly LegResult[]): ReachabilityVerdict {
  if (legs.some(({ status }) => status === 'violated')) {
    return 'blocked';
  }
  if (legs.some(({ missing }) => missing.length > 0)) {
    return 'unknown';
  }
  if (legs.some(({ standby }) => standby !== undefined)) {
    return 'standby';
  }
  return legs.some(({ conditions }) => conditions.length > 0)
    ? 'conditional'
    : 'reachable';
}
