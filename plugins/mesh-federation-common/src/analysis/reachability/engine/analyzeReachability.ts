import {
  LEGS,
  type LegResult,
  type Reachability,
  type ReachabilityQuery,
  type ReadVerdict,
  type Timestamp,
} from '../../../model';
import { optional } from '../../../model/basics/optional';
import { oldest } from '../../oldest';
import { standInFor } from '../lookup/standIn/standInFor';
import type { LegInput } from '../question/Leg';
import { LEG_JUDGEMENTS } from './legJudgements';
import { connectionSecurity } from './connectionSecurity';
import { outcomesOf, type ReachabilityOutcome } from './outcomeOf';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { summarizeReachability } from './summarizeReachability';
import { requireLegInput } from './toLegInput';

/**
 * Whether the client's requests to a Service's port arrive at endpoints of the provider's cluster:
 * all six legs in their order, and what follows from them. A Service that is another name for one
 * of the mesh, or stands in front of one, is answered for by that one. Throws `NotFoundError` for a
 * cluster that the context does not have.
 *
 * @alpha
 */
export function analyzeReachability(
  context: ReachabilityContext,
  query: ReachabilityQuery,
): Reachability {
  const { client, service, port } = query;
  const standIn = standInFor(context, client.cluster, service, port);
  if (standIn === undefined) {
    return analyze(context, query, query);
  }
  const answer = analyze(
    context,
    { ...query, service: standIn.target, port: standIn.port },
    query,
  );
  return {
    ...answer,
    service,
    port,
    legs: answer.legs.map(leg =>
      leg.leg === 'naming'
        ? { ...leg, evidence: [standIn.evidence, ...leg.evidence] }
        : leg,
    ),
  };
}

function analyze(
  context: ReachabilityContext,
  query: ReachabilityQuery,
  asked: ReachabilityQuery,
): Reachability {
  const input = requireLegInput(context, query, asked);
  const legs = LEGS.map(leg => ({ leg, ...LEG_JUDGEMENTS[leg](input) }));
  const { read, contradiction, shown } = outcomesOf(input, legs);
  const verdict = explained(input, legs, shown);
  return {
    client: query.client,
    provider: query.provider,
    service: query.service,
    port: query.port,
    ...verdict,
    summary: contradiction?.finding.message ?? verdict.summary,
    ...optional({
      ifConfirmed:
        shown.verdict === read.verdict
          ? undefined
          : explained(input, legs, read),
    }),
    path: input.path,
    conditions: legs.flatMap(leg => leg.conditions),
    doubts: [...new Set(legs.flatMap(leg => leg.doubts))],
    unread: legs.flatMap(leg => leg.unread),
    at: ageOf(input, legs),
    legs,
  };
}

function explained(
  input: LegInput,
  legs: readonly LegResult[],
  outcome: ReachabilityOutcome,
): ReadVerdict {
  const { verdict } = outcome;
  return {
    ...outcome,
    summary: summarizeReachability(verdict, legs, input.path),
    security: connectionSecurity(input, verdict),
    ...optional({
      standby:
        verdict === 'standby'
          ? legs.find(({ standby }) => standby)?.standby
          : undefined,
    }),
  };
}

/** Of the oldest fact that a leg names. */
function ageOf(
  { client, provider }: LegInput,
  legs: readonly LegResult[],
): Timestamp {
  const facts = legs.flatMap(({ evidence, missing, findings, conditions }) => [
    ...evidence,
    ...missing,
    ...findings.flatMap(item => item.evidence),
    ...conditions.flatMap(item => item.evidence),
  ]);
  return oldest(
    facts.flatMap(({ at }) => at ?? []),
    oldest([provider.state.at], client.state.at),
  );
}
