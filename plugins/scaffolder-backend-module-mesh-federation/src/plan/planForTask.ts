import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ActionTools } from '../connect/ActionTools';
import type { Task } from '../connect/Task';
import { logFindings } from '../findings/logFindings';
import { requireUnblocked } from '../findings/requireUnblocked';
import { oneLine } from '../text/oneLine';
import { makePlan, previewOfPlan } from './makePlan';
import type { PlanInput } from './planRequest';
import { requireUsable } from './requireUsable';
import { affectedData } from './told/affectedData';
import { planOutput } from './told/planOutput';

/**
 * The plan that a task asks for, or in a dry run what would be planned, and what an action tells of
 * it.
 *
 * @throws ConflictError when it is blocked or will never run.
 */
export async function planForTask(
  { connect, links }: Pick<ActionTools, 'connect' | 'links'>,
  task: Task,
  input: PlanInput,
): Promise<{
  readonly plan: Plan;
  readonly output: ReturnType<typeof planOutput>;
}> {
  const api = connect(task);
  const plan = task.isDryRun
    ? await previewOfPlan(api, input)
    : await makePlan({ api, task, input });
  logFindings(task, plan.findings);
  requireUnblocked(plan);
  requireUsable(plan);
  const link = task.isDryRun
    ? links.federation(input.federation)
    : links.plan(plan.id);
  const affected = await task.checkpoint({
    // Once the plan has been run it affects nobody any more.
    key: `affected.${plan.id}`,
    fn: async () =>
      affectedData(
        // It is told of the members that there are.
        task.isDryRun && plan.request.kind === 'join'
          ? undefined
          : await api.getAffected(input.federation),
      ),
  });
  const output = planOutput({ plan, affected, link });
  task.logger.info(oneLine(output.summary));
  return { plan, output };
}
