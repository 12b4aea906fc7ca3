import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { READ_ONLY, type ActionContext } from './ActionContext';
import { parseEntity } from './parseEntity';
import type { z as zod } from 'zod/v3';

export function listEntityReach({
  registry,
  services: { reachability },
}: ActionContext) {
  registry.register({
    name: 'list-entity-reach',
    title: 'List what an entity can reach',
    description:
      'Lists what the workloads of a catalog entity can reach across clusters: each entity and API that it declares to need, broken ones first, and Services of other entities that it reaches without declaring them. The verdict "unknown" means that something that decides was not observed; "no-service" that there is no Service to judge. Answers from what was last observed.',
    attributes: READ_ONLY,
    schema: { input: inputSchema, output: outputSchema },
    examples: [
      {
        title: 'What can orders call?',
        input: { entityRef: 'component:default/orders' },
      },
    ],
    action: async ({ input, credentials }) => {
      const answer = await reachability.getEntityReachability(
        parseEntity(input.entityRef),
        {},
        { credentials },
      );
      const { entityRef, needs, undeclared, at } = answer;
      return {
        output: {
          entityRef,
          presence: answer.presence.map(({ cluster, presence, reason }) => ({
            cluster,
            presence,
            ...optional({ reason }),
          })),
          needs: needs.map(need => ({
            ...need,
            from: need.from.map(({ finding, ...from }) => ({
              ...from,
              ...optional({ fix: finding?.fix, remedy: finding?.remedy }),
            })),
          })),
          undeclared: undeclared.map(item => ({
            ...item,
            from: [...item.from],
          })),
          undeclaredUnexamined: answer.undeclaredUnexamined ?? 0,
          undeclaredUnread: answer.undeclaredUnread ?? 0,
          ...optional({ at }),
        },
      };
    },
  });
}

function inputSchema(z: typeof zod) {
  return z.object({
    entityRef: z
      .string()
      .min(1)
      .describe('The catalog entity, for example component:default/orders.'),
  });
}

function outputSchema(z: typeof zod) {
  const service = z.object({ namespace: z.string(), name: z.string() });
  const verdicts = [
    'reachable',
    'standby',
    'conditional',
    'partly',
    'blocked',
    'unknown',
  ] as const;
  return z.object({
    entityRef: z.string(),
    presence: z
      .array(
        z.object({
          cluster: z.string(),
          presence: z.enum(['present', 'absent', 'unknown']),
          reason: z.string().optional(),
        }),
      )
      .describe('Where the entity has Services.'),
    needs: z.array(
      z.object({
        entityRef: z.string(),
        relation: z.enum(['dependsOn', 'consumesApi']),
        verdict: z.enum([...verdicts, 'no-service']),
        summary: z.string(),
        from: z
          .array(
            z.object({
              cluster: z.string(),
              verdict: z.enum(verdicts),
              summary: z.string(),
              service,
              port: z.number(),
              provider: z.string(),
              client: z.object({
                cluster: z.string(),
                namespace: z.string().optional(),
                workload: z.string().optional(),
              }),
              entityRef: z
                .string()
                .optional()
                .describe('The entity whose Service it is.'),
              fix: z.string().optional().describe('What to do.'),
              remedy: z
                .object({
                  cluster: z.string(),
                  text: z.string(),
                })
                .optional()
                .describe('What to run against the cluster.'),
            }),
          )
          .describe('From each cluster in which the entity runs.'),
      }),
    ),
    undeclared: z.array(
      z.object({
        service,
        entityRef: z.string().optional(),
        from: z.array(z.string()),
      }),
    ),
    undeclaredUnexamined: z
      .number()
      .describe('Services that were not looked at because there are too many.'),
    undeclaredUnread: z
      .number()
      .describe(
        'Entities whose Kubernetes annotation cannot be read: Services of theirs are not among `undeclared`.',
      ),
    at: z.string().optional(),
  });
}
