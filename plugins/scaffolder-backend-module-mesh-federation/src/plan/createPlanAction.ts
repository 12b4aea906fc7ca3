import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionTools } from '../connect/ActionTools';
import { giveOutput } from '../definition/giveOutput';
import { clustersField, federationField } from '../definition/fields';
import { PLAN_EXAMPLES } from './planExamples';
import { planForTask } from './planForTask';
import { PLAN_OUTPUT } from './told/planOutput';

/** Plans that clusters join or leave; writes to no cluster. */
export function createPlanAction(tools: ActionTools) {
  return createTemplateAction({
    id: 'mesh-federation:plan',
    description:
      'Plans that clusters join a federation, which is created or extended for it, or that they leave it. Writes to no cluster. Fails when findings block the plan, each with its fix. A dry run tells what would be planned and stores nothing.',
    examples: PLAN_EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        federation: federationField,
        kind: z =>
          z.enum(['join', 'leave']).optional().describe('Default `join`.'),
        clusters: z =>
          clustersField(z)
            .optional()
            .describe(
              'Join: the clusters that join; members stay members. Default none, so that what the members lack is planned. Leave: the members that leave; default all.',
            ),
        description: z =>
          z.string().optional().describe("Join: the federation's purpose."),
        reader: z =>
          z
            .enum(['with-secrets', 'without-secrets'])
            .optional()
            .describe(
              'Join: whether the readers of the remote clusters may read their Secrets. Default as it is, or `with-secrets`.',
            ),
        restartWorkloads: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Join: restart workloads whose proxies do not take the roots of the others. Default false: they are only listed, and the join is not proven before they are restarted.',
            ),
        keepFlags: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Leave: leave the flags on istiod, so that it is not restarted. Default false.',
            ),
      },
      output: PLAN_OUTPUT,
    },
    async handler(ctx) {
      const { output } = await planForTask(tools, ctx, ctx.input);
      giveOutput(ctx, output);
    },
  });
}
