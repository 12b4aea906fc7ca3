import { availableParallelism } from 'node:os';
import Piscina from 'piscina';
import { createAnswerer, openReply, type Reply } from './createAnswerer';
import { keepReplies } from './keepReplies';
import type { Answer, Judging, Task } from './Judging';
import type { PackedKnowledge } from '../known/PackedKnowledge';
import type { Question } from './questions';
import { answerTask, WORKER_FILE } from './worker';

/** Each holds all states in memory. */
const MAX_THREADS = 2;

/** A thread that nobody asks gives its memory back. */
const IDLE_MS = 10 * 60_000;

/** Whoever would be behind so many is refused at once. */
const MAX_WAITING = 1_000;

/** {@link Judging} in threads of their own, so that the backend answers others meanwhile. */
export class ThreadedJudging implements Judging {
  readonly #pool: Piscina<Task, Reply<unknown>>;
  readonly #keep = keepReplies();

  constructor(options: { readonly execArgv?: string[] } = {}) {
    this.#pool = new Piscina({
      filename: WORKER_FILE,
      name: answerTask.name,
      minThreads: 0,
      maxThreads: Math.max(
        1,
        Math.min(MAX_THREADS, availableParallelism() - 1),
      ),
      idleTimeout: IDLE_MS,
      maxQueue: MAX_WAITING,
      ...options,
    });
  }

  async ask<Q extends Question>(
    question: Q,
    knowledge: PackedKnowledge,
    options: Task<Q>['options'],
  ): Promise<Answer<Q>> {
    const reply = await this.#keep({ question, knowledge, options }, task =>
      this.#pool.run(task),
    );
    return openReply(reply) as Answer<Q>;
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** {@link Judging} in the thread that asks: for tests, and to see what it costs. */
export function judgeHere(): Judging {
  const answer = createAnswerer();
  return {
    ask: async (question, knowledge, options) =>
      openReply(answer({ question, knowledge, options })),
    close: async () => {},
  };
}
