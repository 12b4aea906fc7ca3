import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ActionTools } from '../connect/ActionTools';
import { giveOutput } from '../definition/giveOutput';
import { planIdField } from '../definition/fields';
import { oneLine } from '../text/oneLine';
import { START_EXAMPLES } from './runExamples';
import { START_OUTPUT, startOutput } from './startOutput';
import { startPlan } from './startPlan';

/** Sets a plan going, as far as whoever started the task may. */
export function createStartAction({ connect, links }: ActionTools) {
  return createTemplateAction({
    id: 'mesh-federation:run:start',
    description:
      'Approves a plan by its digest, which starts the run that writes to the clusters. Where whoever started the task may not approve it, asks those who may, and ends well with state `waiting-for-approval`. A plan that runs already is not started again. Fails when the digest is not that of the plan, or the plan was declined or is outdated. A dry run starts nothing.',
    examples: START_EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        planId: planIdField,
        digest: z =>
          z
            .string()
            .min(1)
            .describe('Digest of the plan, as mesh-federation:plan gives it.'),
        comment: z =>
          z
            .string()
            .optional()
            .describe('For those who may approve, if they have to be asked.'),
      },
      output: START_OUTPUT,
    },
    async handler(ctx) {
      const { planId, digest, comment } = ctx.input;
      const start = async () => {
        const api = connect(ctx);
        const plan = await api.getPlan(planId);
        if (plan.digest !== digest) {
          throw new ConflictError(
            `digest: it is not that of plan ${planId}. Give the digest that mesh-federation:plan gave with this plan`,
          );
        }
        return startPlan({ api, plan, ...optional({ comment }) });
      };
      const started = ctx.isDryRun ? undefined : await start();
      const output = startOutput(planId, started, links);
      ctx.logger.info(oneLine(output.message));
      giveOutput(ctx, output);
    },
  });
}
