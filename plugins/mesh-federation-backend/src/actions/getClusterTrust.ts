import { InputError } from '@backstage/errors';
import type { z as zod } from 'zod/v3';
import { READ_ONLY, type ActionContext } from './ActionContext';

export function getClusterTrust({
  registry,
  services: { mesh },
}: ActionContext) {
  registry.register({
    name: 'get-cluster-trust',
    title: 'Get the trust between two clusters',
    description:
      'Says for two clusters, in both directions, whether each verifies the workload certificates of the other (trust) and whether its istiod reads the API server of the other (endpoint discovery). "unknown" means that something that decides was not observed.',
    attributes: READ_ONLY,
    schema: { input: inputSchema, output: outputSchema },
    examples: [
      {
        title: 'Do east and west trust each other?',
        input: { from: 'east', to: 'west' },
      },
    ],
    action: async ({ input, credentials }) => {
      const { from, to } = input;
      const report = await mesh.getTrust({ credentials });
      for (const field of ['from', 'to'] as const) {
        if (!report.clusters.includes(input[field])) {
          throw new InputError(
            `${field}: '${input[field]}' is not a cluster of the Kubernetes plugin`,
          );
        }
      }
      if (from === to) {
        throw new InputError('to: must be another cluster than from');
      }
      const pair = [from, to];
      return {
        output: {
          trust: report.trust
            .filter(item => pair.includes(item.from) && pair.includes(item.to))
            .map(({ evidence: _, ...relation }) => relation),
          discovery: report.discovery
            .filter(item => pair.includes(item.in) && pair.includes(item.for))
            .map(({ evidence: _, ...relation }) => relation),
        },
      };
    },
  });
}

function inputSchema(z: typeof zod) {
  return z.object({
    from: z.string().min(1).describe('Name of a cluster.'),
    to: z.string().min(1).describe('Name of the other cluster.'),
  });
}

function outputSchema(z: typeof zod) {
  return z.object({
    trust: z
      .array(
        z.object({
          from: z.string(),
          to: z.string(),
          verdict: z.enum([
            'verified',
            'verified-by-overlap',
            'one-way',
            'broken',
            'unknown',
          ]),
          root: z.string().optional(),
          reason: z.string(),
          proxiesToRestart: z.number().optional(),
          at: z.string(),
        }),
      )
      .describe('Whether `from` verifies certificates of `to`.'),
    discovery: z
      .array(
        z.object({
          in: z.string(),
          for: z.string(),
          verdict: z.enum(['synced', 'not-synced', 'absent', 'unknown']),
          secret: z.string().optional(),
          tokenExpiresAt: z.string().optional(),
          reason: z.string(),
          at: z.string(),
        }),
      )
      .describe('Whether every istiod of `in` reads the API server of `for`.'),
  });
}
