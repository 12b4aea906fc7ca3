import { isError, NotFoundError } from '@backstage/errors';
import type { Answer, Task } from './Judging';
import { questions, type Question } from './questions';
import { createRecall } from '../known/recall';

/** An answer as it comes back from a thread, to which classes of errors do not get through. */
export type Reply<T> = { readonly value: T } | { readonly notFound: string };

/** Answers tasks, one after the other, and keeps what it has decoded and worked out. */
export function createAnswerer(): <Q extends Question>(
  task: Task<Q>,
) => Reply<Answer<Q>> {
  const recall = createRecall();
  return <Q extends Question>(task: Task<Q>) => {
    const answer = questions[task.question] as (
      known: ReturnType<typeof recall>,
      options: Task<Q>['options'],
    ) => Answer<Q>;
    try {
      return { value: answer(recall(task.knowledge), task.options) };
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') {
        return { notFound: error.message };
      }
      throw error;
    }
  };
}

/** The answer, or the error that stands for it. */
export function openReply<T>(reply: Reply<T>): T {
  if ('notFound' in reply) {
    throw new NotFoundError(reply.notFound);
  }
  return reply.value;
}
