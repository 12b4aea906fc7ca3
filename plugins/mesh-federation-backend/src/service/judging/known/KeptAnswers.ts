import { isDeepStrictEqual } from 'node:util';
import {
  analyzeReachability,
  createReachabilityContext,
  surveyReachability,
  withoutEndpoints,
  type Judge,
  type ReachabilityContext,
  type Survey,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshKnowledge } from './MeshKnowledge';

/** Certificates and tokens end while nothing is observed anew. */
const MAX_AGE_MS = 60_000;

/** More are not kept: the next one begins anew. */
const MAX_KEPT = 2_000;

/** The context of what is known now, and what was already answered from it. */
export interface KeptAnswers {
  readonly context: ReachabilityContext;
  readonly judge: Judge;
  /** Verdicts alone, for questions about many Services. */
  readonly survey: Survey;
  /** The answer to the question of this key, worked out once as long as nothing else is known. */
  once<T>(key: string, answer: () => T): T;
  /** What would be answered without the endpoints of the cluster; the same without a cluster. */
  without(cluster: ClusterName | undefined): KeptAnswers;
}

/**
 * Keeps the newest context between requests: it is made anew when a cluster was observed again,
 * when a federation has changed, when istiod said something against an answer, and after a minute.
 */
export function keepAnswers(): (knowledge: MeshKnowledge) => KeptAnswers {
  let kept: { knowledge: MeshKnowledge; answers: KeptAnswers };
  return knowledge => {
    if (!kept || !isSame(kept.knowledge, knowledge)) {
      kept = { knowledge, answers: answersFrom(contextOf(knowledge)) };
    }
    return kept.answers;
  };
}

function contextOf(knowledge: MeshKnowledge): ReachabilityContext {
  const { observations, federations, contradictions, now } = knowledge;
  return createReachabilityContext(observations, now, {
    federations,
    contradictions,
  });
}

function answersFrom(context: ReachabilityContext): KeptAnswers {
  const known = new Map<string, unknown>();
  const answers: KeptAnswers = {
    context,
    judge: query => analyzeReachability(context, query),
    survey: query => surveyReachability(context, query),
    once<T>(key: string, answer: () => T): T {
      if (!known.has(key)) {
        if (known.size >= MAX_KEPT) {
          known.clear();
        }
        known.set(key, answer());
      }
      return known.get(key) as T;
    },
    without: cluster =>
      cluster === undefined
        ? answers
        : answers.once(`without ${cluster}`, () =>
            answersFrom(withoutEndpoints(context, cluster)),
          ),
  };
  return answers;
}

function isSame(before: MeshKnowledge, now: MeshKnowledge): boolean {
  const age = Date.parse(now.now) - Date.parse(before.now);
  return (
    age >= 0 &&
    age < MAX_AGE_MS &&
    before.observations.length === now.observations.length &&
    before.observations.every(
      ({ state }, index) => state === now.observations[index]?.state,
    ) &&
    isDeepStrictEqual(before.federations, now.federations) &&
    isDeepStrictEqual(before.contradictions, now.contradictions)
  );
}
