import { InputError } from '@backstage/errors';
import {
  optional,
  type Finding,
  type LegResult,
  type Reachability,
  type ReachabilityFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { z as zod } from 'zod/v3';
import type { CallerOptions } from '../service/caller/CallerOptions';
import { READ_ONLY, type ActionContext } from './ActionContext';
import { parseEntity } from './parseEntity';

export function explainReachability({
  registry,
  services: { reachability },
}: ActionContext) {
  registry.register({
    name: 'explain-reachability',
    title: 'Explain reachability',
    description:
      'Explains whether requests from one cluster to a Service, or to the Services of a catalog entity, are answered by another cluster (or the same one), and if not, why: the six legs identity, discovery, naming, path, policy and traffic with their findings and fixes. The verdict "unknown" means that something that decides was not observed; it is neither yes nor no. Answers from what was last observed and says how old that is.',
    attributes: READ_ONLY,
    schema: { input: inputSchema, output: outputSchema },
    examples: [
      {
        title: 'Why does orders in west not answer clients of east?',
        input: {
          service: { namespace: 'shop', name: 'orders' },
          from: 'east',
          to: 'west',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const { service: name, entityRef, ...filter } = input;
      if ((name === undefined) === (entityRef === undefined)) {
        throw new InputError('Give either service or entityRef');
      }
      const caller = { credentials };
      const answer = name
        ? await reachability.getServiceReachability(name, filter, caller)
        : await entityItems(reachability, entityRef!, filter, caller);
      return {
        output: {
          items: answer.items.flatMap(({ explanation }) =>
            explanation ? [toItem(explanation)] : [],
          ),
          missing: [...(answer.missing ?? [])],
          ...optional({ at: answer.at }),
        },
      };
    },
  });
}

function inputSchema(z: typeof zod) {
  return z.object({
    service: z
      .object({ namespace: z.string().min(1), name: z.string().min(1) })
      .optional()
      .describe('The Service that is called. Either this or entityRef.'),
    entityRef: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The catalog entity whose Services are called, for example component:default/orders.',
      ),
    from: z.string().min(1).describe("The client's cluster."),
    to: z.string().min(1).describe("The provider's cluster."),
    port: z
      .number()
      .int()
      .min(1)
      .max(65535)
      .optional()
      .describe("Number of the Service's port. Default: all ports."),
    clientNamespace: z
      .string()
      .min(1)
      .optional()
      .describe("The client's namespace. Default: any client with a sidecar."),
    clientWorkload: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Name of the client's Deployment, StatefulSet, DaemonSet or Pod; needs clientNamespace.",
      ),
  });
}

function outputSchema(z: typeof zod) {
  const finding = z.object({
    code: z.string(),
    severity: z.string(),
    message: z.string(),
    fix: z.string(),
    remedy: z
      .object({ cluster: z.string(), text: z.string() })
      .optional()
      .describe('What to run. Show it, do not run it unasked.'),
  });
  const missing = z.object({
    cluster: z.string(),
    what: z.string(),
    reason: z.string(),
    at: z.string(),
  });
  return z.object({
    items: z
      .array(
        z.object({
          service: z.object({ namespace: z.string(), name: z.string() }),
          port: z.number(),
          verdict: z.enum([
            'reachable',
            'standby',
            'conditional',
            'blocked',
            'unknown',
          ]),
          summary: z.string(),
          firstBroken: z
            .object({ leg: z.string(), code: z.string() })
            .optional(),
          path: z.string(),
          security: z.string(),
          conditions: z.array(z.string()),
          doubts: z.array(z.string()),
          unread: z
            .array(z.string())
            .describe('Recognized and not interpreted'),
          at: z.string().describe('Age of the oldest fact used.'),
          legs: z.array(
            z.object({
              leg: z.string(),
              status: z.enum(['satisfied', 'violated', 'unknown']),
              summary: z.string(),
              findings: z.array(finding),
              missing: z.array(missing),
            }),
          ),
        }),
      )
      .describe('One for each Service and port.'),
    missing: z
      .array(missing)
      .describe('Clusters that may have the Service and were not observed.'),
    at: z.string().optional(),
  });
}

async function entityItems(
  reachability: ActionContext['services']['reachability'],
  entityRef: string,
  filter: ReachabilityFilter,
  caller: CallerOptions,
) {
  const { items, presence, at } = await reachability.getEntityReachability(
    parseEntity(entityRef),
    filter,
    caller,
  );
  return {
    items,
    missing: presence.flatMap(({ cluster, presence: where, reason }) =>
      where === 'unknown'
        ? [
            {
              cluster,
              what: 'Services',
              reason: reason ?? 'not observed',
              at: at ?? '',
            },
          ]
        : [],
    ),
    at,
  };
}

function toItem(explanation: Reachability) {
  const { firstBroken, conditions, doubts, unread, legs, path, security } =
    explanation;
  return {
    service: explanation.service,
    port: explanation.port,
    verdict: explanation.verdict,
    summary: explanation.summary,
    ...optional({ firstBroken }),
    path: path.kind,
    security: security.kind,
    conditions: conditions.map(({ text }) => text),
    doubts: [...doubts],
    unread: unread.map(({ text }) => text),
    at: explanation.at,
    legs: legs.map(toLeg),
  };
}

function toLeg({ leg, status, summary, findings, missing }: LegResult) {
  return {
    leg,
    status,
    summary,
    findings: findings.map(toFinding),
    missing: [...missing],
  };
}

function toFinding({ code, severity, message, fix, remedy }: Finding) {
  return { code, severity, message, fix, ...optional({ remedy }) };
}
