import { CustomErrorBase } from '@backstage/errors';
import type { RunWorkerOptions } from './RunWorker';

/** The database gave no answer in time. */
export class NoAnswerError extends CustomErrorBase {
  name = 'NoAnswerError' as const;
}

/**
 * Rejects when a call takes longer than a lease lasts: whoever hangs for so long has lost its run
 * anyway, and must neither hold a place among those at work nor keep the process from ending. What
 * the call does later does no harm, because it is written as the holder of a lease.
 */
export async function answerOf<T>(
  call: Promise<T>,
  worker: Pick<RunWorkerOptions, 'sleep' | 'config'>,
): Promise<T> {
  const { leaseMs } = worker.config.runs;
  const answered = new AbortController();
  try {
    return await Promise.race([
      call,
      worker.sleep(leaseMs, answered.signal).then(() => {
        throw new NoAnswerError(
          `The database gave no answer in ${leaseMs / 1000} s`,
        );
      }),
    ]);
  } finally {
    answered.abort();
  }
}

/** A store whose every call answers, or rejects, within the time of a lease. */
export function answering<T extends object>(
  store: T,
  worker: Pick<RunWorkerOptions, 'sleep' | 'config'>,
): T {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      return typeof method === 'function'
        ? (...args: unknown[]) =>
            answerOf(Promise.resolve(method.apply(target, args)), worker)
        : method;
    },
  });
}
