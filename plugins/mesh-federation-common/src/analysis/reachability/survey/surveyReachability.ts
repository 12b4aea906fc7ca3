import { LEGS, type LegResult, type ReachabilityQuery } from '../../../model';
import { standInFor } from '../lookup/standIn/standInFor';
import { LEG_JUDGEMENTS } from '../engine/legJudgements';
import { outcomeOf, type ReachabilityOutcome } from '../engine/outcomeOf';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { remembered } from '../../remembered';
import { serviceClasses, type ServiceClass } from './serviceClasses';
import { requireLegInput } from '../engine/toLegInput';

/** Outcomes of a class by client, provider and port; a class belongs to a context. */
const outcomesOf = remembered(
  (_: ServiceClass) => new Map<string, ReachabilityOutcome>(),
);

/**
 * The verdict and the first broken link that `analyzeReachability` gives, for questions about many
 * Services: those that are alike are judged once. Throws `NotFoundError` for a cluster that the
 * context does not have.
 *
 * @alpha
 */
export function surveyReachability(
  context: ReachabilityContext,
  query: ReachabilityQuery,
): ReachabilityOutcome {
  const { client, service, port } = query;
  const known = serviceClasses(context)(service);
  const standIn = known.mayBeAlias
    ? standInFor(context, client.cluster, service, port)
    : undefined;
  // Routes for the other name count as well, so that the outcome is that of the other name.
  return outcomeIn(
    known,
    context,
    standIn === undefined
      ? query
      : { ...query, service: standIn.target, port: standIn.port },
    query,
  );
}

function outcomeIn(
  known: ServiceClass,
  context: ReachabilityContext,
  query: ReachabilityQuery,
  asked: ReachabilityQuery,
): ReachabilityOutcome {
  const { client, provider, service } = query;
  let key = `${client.cluster} ${provider} ${asked.port}`;
  if (client.namespace !== undefined) {
    // A client of the Service's own namespace is kept apart from clients of other namespaces, even
    // where the names agree.
    const isOwn = client.namespace === service.namespace;
    key += ` ${isOwn} ${client.namespace} ${client.workload ?? ''}`;
  }
  const outcomes = outcomesOf(known);
  let outcome = outcomes.get(key);
  if (outcome === undefined) {
    outcome = judge(context, query, asked);
    outcomes.set(key, outcome);
  }
  return outcome;
}

/** The legs up to the first broken one: those after it change nothing of the verdict. */
function judge(
  context: ReachabilityContext,
  query: ReachabilityQuery,
  asked: ReachabilityQuery,
): ReachabilityOutcome {
  const input = requireLegInput(context, query, asked);
  const legs: LegResult[] = [];
  for (const leg of LEGS) {
    const result = LEG_JUDGEMENTS[leg](input);
    legs.push({ leg, ...result });
    if (result.status === 'violated') {
      break;
    }
  }
  return outcomeOf(input, legs);
}
