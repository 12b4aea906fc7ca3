import { createAnswerer } from './createAnswerer';
import type { Task } from './Judging';

/** This file, wherever the package was built to. */
export const WORKER_FILE = __filename;

const answer = createAnswerer();

/**
 * Answers one task. Runs in a thread of its own, which keeps what it has decoded. Who starts the
 * thread asks for it by its name, so that no build leaves it out as something that nobody uses.
 */
export function answerTask(task: Task) {
  return answer(task);
}
