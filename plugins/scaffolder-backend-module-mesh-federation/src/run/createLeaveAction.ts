import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ActionTools } from '../connect/ActionTools';
import { clustersField, federationField } from '../definition/fields';
import { giveOutput } from '../definition/giveOutput';
import { planForTask } from '../plan/planForTask';
import { PLAN_OUTPUT } from '../plan/told/planOutput';
import { oneLine } from '../text/oneLine';
import { LEAVE_EXAMPLES } from './runExamples';
import { START_OUTPUT, startOutput } from './startOutput';
import { startPlan } from './startPlan';

/** Plans that clusters leave, and sets the plan going. */
export function createLeaveAction(tools: ActionTools) {
  return createTemplateAction({
    id: 'mesh-federation:leave',
    description:
      'Plans that clusters leave a federation, and starts the plan, or asks for its approval where whoever started the task may not. Fails when findings block the plan, each with its fix. A dry run tells the plan and starts nothing.',
    examples: LEAVE_EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        federation: federationField,
        clusters: z =>
          clustersField(z)
            .optional()
            .describe('The members that leave. Default all.'),
        keepFlags: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Leave the flags on istiod, so that it is not restarted. Default false.',
            ),
        comment: z =>
          z
            .string()
            .optional()
            .describe('For those who may approve, if they have to be asked.'),
      },
      output: { ...PLAN_OUTPUT, ...START_OUTPUT },
    },
    async handler(ctx) {
      const { comment, ...input } = ctx.input;
      const told = await planForTask(tools, ctx, { ...input, kind: 'leave' });
      const { plan } = told;
      const started = ctx.isDryRun
        ? undefined
        : await startPlan({
            api: tools.connect(ctx),
            plan,
            ...optional({ comment }),
          });
      const start = startOutput(plan.id, started, tools.links);
      ctx.logger.info(oneLine(start.message));
      const link = started ? start.link : told.output.link;
      giveOutput(ctx, { ...told.output, ...start, link });
    },
  });
}
