import { unobserved } from '../../analysis/describeUnknown';
import type { Evidence, Observed, StepProof } from '../../model';

/** What a check says of a step. */
export type Judgement = Omit<StepProof, 'stepId'>;

/** The verdict by a fact; without it, unknown with the reason. */
export function judgeBy<T>(
  fact: Observed<T>,
  what: string,
  judge: (value: T) => Judgement,
): Judgement {
  return fact.status === 'unknown'
    ? {
        verdict: 'unknown',
        reason: unobserved(what, fact.reason),
        evidence: [],
      }
    : judge(fact.value);
}

/** Satisfied when it holds, violated when not, each with its sentence. */
export function judgeIf(
  holds: boolean,
  sentences: { readonly yes: string; readonly no: string },
  evidence: readonly Evidence[] = [],
): Judgement {
  return {
    verdict: holds ? 'satisfied' : 'violated',
    reason: holds ? sentences.yes : sentences.no,
    evidence,
  };
}

/** The worst of several: one violation counts for all, then one unknown. */
export function worstOf(judgements: readonly Judgement[]): Judgement {
  const worst =
    judgements.find(({ verdict }) => verdict === 'violated') ??
    judgements.find(({ verdict }) => verdict === 'unknown') ??
    judgements[0];
  if (worst === undefined) {
    throw new Error('There is nothing to judge');
  }
  return {
    ...worst,
    evidence: judgements.flatMap(({ evidence }) => evidence),
  };
}
