import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  counted,
  findFederation,
  wantedMembers,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ActionTools } from '../connect/ActionTools';
import { findingData } from '../findings/findingData';
import { findingsMarkdown } from '../findings/findingsMarkdown';
import { logFindings } from '../findings/logFindings';
import { requireUnblocked } from '../findings/requireUnblocked';
import {
  clustersField,
  federationField,
  findingsField,
  markdownField,
} from '../definition/fields';
import { PREFLIGHT_EXAMPLES } from './preflightExamples';
import { waitForClusters } from './waitForClusters';

const MINUTE = 60_000;

/** Says before anything is stored whether clusters can join, and what is in the way. */
export function createPreflightAction({ connect, clock }: ActionTools) {
  return createTemplateAction({
    id: 'mesh-federation:preflight',
    description:
      'Observes clusters and says whether they can join a federation. Fails on findings that block the join, each with its fix. Reads only, and does the same in a dry run.',
    examples: PREFLIGHT_EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        federation: z =>
          federationField(z).describe(
            'The federation to join. It need not exist yet.',
          ),
        clusters: z =>
          clustersField(z).describe(
            'The clusters that are to join; members stay members.',
          ),
        waitMinutes: z =>
          z
            .number()
            .min(0)
            .max(60)
            .optional()
            .describe(
              'Waits this long for clusters that the Kubernetes plugin does not know yet, as after catalog:register. Default 0.',
            ),
      },
      output: { findings: findingsField, markdown: markdownField },
    },
    async handler(ctx) {
      const { federation, clusters, waitMinutes = 0 } = ctx.input;
      const api = connect(ctx);
      const existing = await findFederation(api, federation);
      const members = wantedMembers(existing, clusters);
      const deadline = clock.now() + waitMinutes * MINUTE;
      await waitForClusters({ api, task: ctx, clock, clusters, deadline });
      const plan = await api.previewPlan(federation, { kind: 'join', members });
      logFindings(ctx, plan.findings);
      requireUnblocked(plan);
      ctx.logger.info(
        `${members.join(', ')} can be joined: ${counted(
          plan.steps.length,
          'step',
        )}`,
      );
      ctx.output('findings', plan.findings.map(findingData));
      ctx.output('markdown', findingsMarkdown(plan.findings).markdown);
    },
  });
}
