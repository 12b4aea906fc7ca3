import { InputError } from '@backstage/errors';
import {
  assertNever,
  createJoinPlan,
  FEDERATION_NAME,
  optional,
  type Plan,
  type PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { z as zod } from 'zod/v3';
import type { CallerOptions } from '../service/caller/CallerOptions';
import type { Services } from '../service/Services';
import { ADDITIVE, type ActionContext } from './ActionContext';

/** As the API takes them (openapi.yaml, which no action goes through). */
const LONGEST_CLUSTER = 253;
const MOST_CLUSTERS = 1000;

export function planJoin({ registry, services, links }: ActionContext) {
  registry.register({
    name: 'plan-join',
    title: 'Plan that clusters join a mesh federation',
    description:
      'Observes the clusters now, creates the federation or adds the clusters to its members, and makes a plan of the join: what would be written where, in which order, and what is in the way. Writes to no cluster. A plan with status "blocked" says by its findings what has to be mended first; when the members would have to change for it, nothing is stored. A plan with status "ready" runs only after a person with the permission to approve has approved it on its page: ask for that with request-approval, and show the person the steps before.',
    attributes: { ...ADDITIVE, idempotent: false },
    schema: { input: inputSchema, output: outputSchema },
    examples: [
      {
        title: 'Plan that north joins the mesh of east and west',
        input: { federation: 'shop', clusters: ['north'] },
      },
    ],
    action: async ({ input, credentials }) => {
      const { federation, clusters, restartWorkloads } = input;
      const request: PlanRequest = {
        kind: 'join',
        ...optional({ restartWorkloads }),
      };
      const { plan, stored } = await inWordsOfInput(() =>
        createJoinPlan(
          asCaller(services, { credentials }),
          { federation, clusters },
          request,
        ),
      );
      return {
        output: {
          ...optional({
            planId: stored ? plan.id : undefined,
            digest: stored ? plan.digest : undefined,
            link: stored ? links.plan(plan.id) : undefined,
          }),
          status: plan.status,
          nextStep: nextStep(plan),
          members: [...plan.federation.members],
          steps: plan.steps.map(({ step, title, disruption, proposal }) => ({
            cluster: step.cluster,
            title,
            ...optional({ disruption, proposal }),
          })),
          findings: plan.findings.map(
            ({ code, severity, blocking, message, fix, cluster, peer }) => ({
              code,
              severity,
              blocking,
              message,
              fix,
              ...optional({ cluster, peer }),
            }),
          ),
        },
      };
    },
  });
}

/** The services, as whoever calls the action. */
function asCaller(
  { changes, federations }: Services,
  caller: CallerOptions,
): Parameters<typeof createJoinPlan>[0] {
  return {
    getFederation: name => federations.getFederation(name, caller),
    previewPlan: (name, request) => changes.previewPlan(name, request, caller),
    putFederation: (name, spec) => changes.putFederation(name, spec, caller),
    createPlan: (name, request) => changes.createPlan(name, request, caller),
  };
}

/** What the service calls members are the clusters of the input. */
async function inWordsOfInput<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof InputError) {
      throw new InputError(error.message.replace(/^members:/, 'clusters:'));
    }
    throw error;
  }
}

function nextStep({ status }: Plan): string {
  switch (status) {
    case 'ready':
      return 'Show the steps and findings, then ask for approval with request-approval, planId and digest.';
    case 'empty':
      return 'Nothing is to be done: the clusters are joined already.';
    case 'blocked':
      return 'Mend what the blocking findings say, then plan again.';
    default:
      return assertNever(status);
  }
}

function inputSchema(z: typeof zod) {
  return z.object({
    federation: z
      .string()
      .regex(FEDERATION_NAME)
      .describe(
        'Name of the federation: lower-case letters, digits and -. It is created when there is none of this name.',
      ),
    clusters: z
      .array(z.string().min(1).max(LONGEST_CLUSTER))
      .min(1)
      .max(MOST_CLUSTERS)
      .describe(
        'Names of the clusters that join, as the Kubernetes plugin knows them. Members stay members.',
      ),
    restartWorkloads: z
      .boolean()
      .optional()
      .describe(
        'Whether the plan restarts workloads whose proxies have to take the roots of the others. Default: false.',
      ),
  });
}

function outputSchema(z: typeof zod) {
  return z.object({
    planId: z.string().optional().describe('Absent when nothing was stored.'),
    digest: z.string().optional().describe('What an approval names.'),
    link: z.string().optional().describe("The plan's page."),
    status: z.enum(['ready', 'empty', 'blocked']),
    nextStep: z.string(),
    members: z
      .array(z.string())
      .describe('Of the federation that the plan is made for.'),
    steps: z
      .array(
        z.object({
          cluster: z.string(),
          title: z.string(),
          disruption: z.string().optional().describe('What users notice.'),
          proposal: z
            .string()
            .optional()
            .describe('What whoever owns the object has to commit.'),
        }),
      )
      .describe('What would be done, in order.'),
    findings: z.array(
      z.object({
        code: z.string(),
        severity: z.enum(['error', 'warning', 'info']),
        blocking: z.boolean().describe('A plan with it is not run.'),
        cluster: z.string().optional(),
        peer: z.string().optional(),
        message: z.string(),
        fix: z.string(),
      }),
    ),
  });
}
