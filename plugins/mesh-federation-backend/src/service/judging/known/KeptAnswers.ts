import { isDeepStrictEqual } from 'node:util';
import {
  analyzeReachability,
  createReachabilityContext,
  surveyReachability,
  type Judge,
  type ReachabilityContext,
  type Survey,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
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
}

/**
 * Keeps the newest context between requests: it is made anew when a cluster was observed again,
 * when a federation has changed, when istiod said something against an answer, and after a minute.
 */
export function keepAnswers(): (knowledge: MeshKnowledge) => KeptAnswers {
  let kept: { knowledge: MeshKnowledge; answers: KeptAnswers };
  return knowledge => {
    if (!kept || !isSame(kept.knowledge, knowledge)) {
      kept = { knowledge, answers: begin(knowledge) };
    }
    return kept.answers;
  };
}

function begin(knowledge: MeshKnowledge): KeptAnswers {
  const { observations, federations, contradictions, now } = knowledge;
  const context = createReachabilityContext(observations, now, {
    federations,
    contradictions,
  });
  const known = new Map<string, unknown>();
  return {
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
  };
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
