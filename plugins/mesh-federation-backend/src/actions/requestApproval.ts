import { ConflictError } from '@backstage/errors';
import type { z as zod } from 'zod/v3';
import { ADDITIVE, type ActionContext } from './ActionContext';

/** As the API takes it (openapi.yaml, which no action goes through). */
const LONGEST_COMMENT = 1000;

export function requestApproval({ registry, services, links }: ActionContext) {
  const { changes, federations } = services;
  registry.register({
    name: 'request-approval',
    title: 'Ask for the approval of a plan',
    description:
      'Asks people who may approve to look at a plan that is ready, named by its id and its digest. It approves nothing and starts nothing. A plan that was asked for before keeps its first request.',
    attributes: { ...ADDITIVE, idempotent: true },
    schema: { input: inputSchema, output: outputSchema },
    examples: [
      {
        title: 'Ask for the approval of a plan',
        input: {
          planId: '0b5ff1a3-8e1f-4d0f-9d0b-2a4a7e7c7f11',
          digest:
            '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          comment: 'For the launch on Friday',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const { planId, digest, comment } = input;
      const caller = { credentials };
      const plan = await federations.getPlan(planId, caller);
      if (plan.digest !== digest) {
        throw new ConflictError(
          `digest: it is not that of plan ${planId}. Give the digest that plan-join told with the plan that was shown`,
        );
      }
      const asked = await changes.requestApproval(planId, comment, caller);
      const { by, at } = asked.approvalRequest!;
      return {
        output: {
          planId,
          askedBy: by,
          askedAt: at,
          link: links.plan(planId),
          nextStep:
            'Somebody with the permission to approve has to look at the page of the plan.',
        },
      };
    },
  });
}

function inputSchema(z: typeof zod) {
  return z.object({
    planId: z.string().min(1).describe('As plan-join tells it.'),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('The digest of the plan that was shown.'),
    comment: z
      .string()
      .min(1)
      .max(LONGEST_COMMENT)
      .optional()
      .describe('Why, for those who approve.'),
  });
}

function outputSchema(z: typeof zod) {
  return z.object({
    planId: z.string(),
    askedBy: z.string().describe('Whoever asked first.'),
    askedAt: z.string(),
    link: z.string().describe("The plan's page, where it is approved."),
    nextStep: z.string(),
  });
}
