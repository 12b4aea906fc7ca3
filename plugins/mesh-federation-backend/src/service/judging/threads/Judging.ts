import type { PackedKnowledge } from '../known/PackedKnowledge';
import type { Question, Questions } from './questions';

/** One question, as a thread gets it. */
export interface Task<Q extends Question = Question> {
  readonly question: Q;
  readonly knowledge: PackedKnowledge;
  readonly options: Parameters<Questions[Q]>[1];
}

export type Answer<Q extends Question> = ReturnType<Questions[Q]>;

/**
 * Answers questions about what is known, without holding up the thread that asks. Throws
 * `NotFoundError` for what is not there.
 */
export interface Judging {
  ask<Q extends Question>(
    question: Q,
    knowledge: PackedKnowledge,
    options: Task<Q>['options'],
  ): Promise<Answer<Q>>;
  close(): Promise<void>;
}
