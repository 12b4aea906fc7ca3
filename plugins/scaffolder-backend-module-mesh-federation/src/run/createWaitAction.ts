import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionTools } from '../connect/ActionTools';
import { planIdField } from '../definition/fields';
import { giveOutput } from '../definition/giveOutput';
import { WAIT_EXAMPLES } from './runExamples';
import { waitForPlan } from './waitForPlan';

const DEFAULT_MINUTES = 30;

/** Follows a plan until its run is proven. */
export function createWaitAction({ connect, links, clock }: ActionTools) {
  return createTemplateAction({
    id: 'mesh-federation:run:wait',
    description:
      'Waits until a plan is approved and its run has ended, with what happens as log lines. Ends well only when the run is proven: what it was for holds in what was observed afterwards. Otherwise fails with what is to be done. The run never depends on the task: it goes on when the task is cancelled or its time is over. A dry run waits for nothing.',
    examples: WAIT_EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        planId: planIdField,
        timeoutMinutes: z =>
          z
            .number()
            .min(0)
            .max(24 * 60)
            .optional()
            .describe(
              'How long to wait. Default 30. The sign-in of whoever started the task has to last as long: an hour, unless auth.backstageTokenExpiration says otherwise.',
            ),
      },
      output: {
        state: z => z.enum(['proven', 'nothing-to-do', 'dry-run']),
        planId: z => z.string(),
        runId: z => z.string().optional(),
        link: z => z.string().describe('The page of the run, or of the plan.'),
      },
    },
    async handler(ctx) {
      const { planId, timeoutMinutes = DEFAULT_MINUTES } = ctx.input;
      const link = links.plan(planId);
      if (ctx.isDryRun) {
        ctx.logger.info('A dry run waits for nothing');
        giveOutput(ctx, { state: 'dry-run' as const, planId, link });
        return;
      }
      const now = clock.now();
      // A task that is tried again, as after a restart, has this of its first time.
      const { since } = await ctx.checkpoint({
        key: `wait.${planId}`,
        fn: async () => ({ since: now }),
      });
      const waited = await waitForPlan({
        api: connect(ctx),
        task: ctx,
        clock,
        links,
        planId,
        timeoutMinutes,
        again: since !== now,
      });
      giveOutput(
        ctx,
        waited.state === 'proven'
          ? { ...waited, planId, link: links.run(waited.runId) }
          : { ...waited, planId, link },
      );
    },
  });
}
