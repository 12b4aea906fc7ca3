import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Task } from '../connect/Task';
import { oneLine } from '../text/oneLine';
import { newEvents } from './newEvents';
import { runVerdict, stepsDone, type RunVerdict } from './runVerdict';

/**
 * Looks at a run again and again, and writes what has happened since into the task's log. Where the
 * task has followed it before, it begins with what happens from now on.
 */
export function createFollower(options: {
  readonly api: MeshFederationApi;
  readonly task: Pick<Task, 'logger'>;
  readonly again: boolean;
}): (runId: string) => Promise<RunVerdict> {
  const { api, task, again } = options;
  let after: number | undefined;
  let progress = '';
  return async runId => {
    const run = await api.getRun(runId);
    after ??= again ? run.events.at(-1)?.sequence ?? 0 : 0;
    for (const { sequence, type, message } of await newEvents(
      api,
      run,
      after,
    )) {
      const level = type === 'step-failed' ? 'error' : 'info';
      task.logger[level](oneLine(message));
      after = sequence;
    }
    const done = stepsDone(run.steps);
    if (done !== progress) {
      task.logger.info(`${done} done`);
      progress = done;
    }
    return runVerdict(run);
  };
}
