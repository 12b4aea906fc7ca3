import { ConflictError } from '@backstage/errors';
import {
  assertNever,
  type MeshFederationApi,
  type PageLinks,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { askUntil } from '../connect/askUntil';
import type { Clock } from '../connect/Clock';
import type { Task } from '../connect/Task';
import { planStanding, type PlanStanding } from '../plan/planStanding';
import { oneLine } from '../text/oneLine';
import { createFollower } from './createFollower';

/** How waiting ended well. */
export type Waited =
  | { readonly state: 'proven'; readonly runId: string }
  | { readonly state: 'nothing-to-do' };

export interface WaitOptions {
  readonly api: MeshFederationApi;
  readonly task: Pick<Task, 'logger' | 'signal'>;
  readonly clock: Clock;
  readonly links: PageLinks;
  readonly planId: string;
  readonly timeoutMinutes: number;
  /** The task waits for the plan not for the first time. */
  readonly again: boolean;
}

const MINUTE = 60_000;

/**
 * Waits until a plan is approved and its run is proven.
 *
 * @throws an error that says what goes on and where it is to be seen, when the run ends otherwise,
 *   the plan will never run, time is over or the task is cancelled.
 */
export async function waitForPlan(options: WaitOptions): Promise<Waited> {
  const { task, clock, links, planId, timeoutMinutes } = options;
  const wait = createWait(options);
  const where = () =>
    wait.runId === undefined ? links.plan(planId) : links.run(wait.runId);
  try {
    const waited = await askUntil({
      task,
      clock,
      deadline: clock.now() + timeoutMinutes * MINUTE,
      ask: wait.ask,
    });
    if (waited) return waited;
  } catch (error) {
    if (!task.signal?.aborted) throw error;
    throw new Error(
      wait.runId === undefined
        ? `The task was cancelled. The plan is as it was: decline it at ${where()} if it is not wanted any more`
        : `The task was cancelled. Run ${
            wait.runId
          } goes on: cancel it at ${where()} if it is not wanted any more`,
    );
  }
  throw new Error(
    `timeoutMinutes: after ${timeoutMinutes} min ${oneLine(
      wait.doing,
    )}. It goes on without the task: ${where()}. To wait longer, run mesh-federation:run:wait for plan ${planId} again, with a greater timeoutMinutes`,
  );
}

/** What is asked each time, and what is known of the plan since. */
function createWait({ api, task, links, planId, again }: WaitOptions) {
  const follow = createFollower({ api, task, again });
  const wait = {
    runId: undefined as string | undefined,
    doing: `plan ${planId} was not read`,
    ask: async (): Promise<Waited | undefined> => {
      if (wait.runId !== undefined) return followed(wait.runId);
      const standing = planStanding(await api.getPlan(planId));
      switch (standing.kind) {
        case 'run':
          wait.runId = standing.run.id;
          task.logger.info(`Run ${wait.runId}: ${links.run(wait.runId)}`);
          return followed(wait.runId);
        case 'empty':
          return { state: 'nothing-to-do' };
        case 'dead':
          throw new ConflictError(oneLine(standing.reason));
        case 'open':
          tell(opened(planId, standing));
          return undefined;
        default:
          return assertNever(standing);
      }
    },
  };
  function tell(what: string) {
    if (what !== wait.doing) {
      task.logger.info(oneLine(`${what}: ${links.plan(planId)}`));
    }
    wait.doing = what;
  }
  async function followed(runId: string): Promise<Waited | undefined> {
    const verdict = await follow(runId);
    switch (verdict.kind) {
      case 'running':
        wait.doing = `run ${runId} has ${verdict.doing}`;
        return undefined;
      case 'proven':
        return { state: 'proven', runId };
      case 'unproven':
        throw new Error(`${oneLine(verdict.reason)}. See ${links.run(runId)}`);
      default:
        return assertNever(verdict);
    }
  }
  return wait;
}

function opened(
  planId: string,
  { asked }: Extract<PlanStanding, { kind: 'open' }>,
): string {
  return asked
    ? `plan ${planId} waits for approval, as ${asked.by} asked at ${asked.at}`
    : `plan ${planId} waits for approval, and nobody has asked for it`;
}
