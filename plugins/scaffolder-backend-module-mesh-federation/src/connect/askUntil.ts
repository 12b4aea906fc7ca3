import { ServiceUnavailableError } from '@backstage/errors';
import { oneLine } from '../text/oneLine';
import type { Clock } from './Clock';
import type { Task } from './Task';

const SHORTEST = 1000;
const LONGEST = 10_000;

export interface AskUntilOptions<T> {
  readonly task: Pick<Task, 'logger' | 'signal'>;
  readonly clock: Clock;
  /** In the clock's milliseconds: the last question is asked then. */
  readonly deadline: number;
  /** Gives nothing where the answer is not there yet. */
  readonly ask: () => Promise<T | undefined>;
}

/**
 * Asks until there is an answer, with pauses that grow to ten seconds; nothing when there was none
 * until the deadline. A backend that does not answer, as while it restarts, is asked again.
 *
 * @throws what the task's signal was aborted with, when the task is cancelled.
 */
export async function askUntil<T>(
  options: AskUntilOptions<T>,
): Promise<T | undefined> {
  const { task, clock, deadline } = options;
  for (let pause = SHORTEST; ; pause = Math.min(pause * 1.5, LONGEST)) {
    task.signal?.throwIfAborted();
    const last = clock.now() >= deadline;
    const answer = await askOnce(options, last);
    if (answer !== undefined || last) return answer;
    await clock.pause(
      Math.max(1, Math.min(pause, deadline - clock.now())),
      task.signal,
    );
  }
}

async function askOnce<T>(
  { ask, task }: AskUntilOptions<T>,
  last: boolean,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (last || !(error instanceof ServiceUnavailableError)) throw error;
    task.logger.warn(oneLine(error.message));
    return undefined;
  }
}
