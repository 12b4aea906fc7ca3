import {
  optional,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { z as zod } from 'zod/v3';
import { findingData } from '../../findings/findingData';
import { findingsField, markdownField } from '../../definition/fields';
import { proposalsField } from '../../definition/proposalsField';
import { proposalsOf } from './proposalsOf';
import type { AffectedData } from './affectedData';
import { planMarkdown } from './planMarkdown';
import { planSummary } from './planSummary';

type Z = typeof zod;

/** What an action tells of a plan. */
export const PLAN_OUTPUT = {
  planId: (z: Z) => z.string().describe('In a dry run one that nobody keeps.'),
  digest: (z: Z) => z.string().describe('What an approval names.'),
  status: (z: Z) =>
    z
      .enum(['ready', 'empty'])
      .describe('`empty`: nothing is to be done. A blocked plan is an error.'),
  summary: (z: Z) => z.string().describe('The plan in one sentence.'),
  steps: (z: Z) =>
    z.array(
      z.object({
        id: z.string(),
        cluster: z.string(),
        title: z.string(),
        disruption: z.string().optional().describe('What users notice.'),
        proposal: z
          .string()
          .optional()
          .describe('What whoever owns the object has to commit.'),
      }),
    ),
  proposals: proposalsField,
  affected: (z: Z) =>
    z.object({
      workloads: z.number(),
      services: z.number(),
      entities: z.array(z.string()),
      owners: z.array(z.string()),
      unknown: z.array(z.string()).describe('Why there may be more.'),
    }),
  findings: findingsField,
  markdown: markdownField,
  link: (z: Z) => z.string().describe("The plan's page."),
};

/** The output of a plan that is not blocked. */
export function planOutput(options: {
  readonly plan: Plan;
  readonly affected: AffectedData;
  readonly link: string;
}) {
  const { plan, affected, link } = options;
  return {
    planId: plan.id,
    digest: plan.digest,
    status: plan.steps.length === 0 ? ('empty' as const) : ('ready' as const),
    summary: planSummary(plan),
    steps: plan.steps.map(({ step, title, disruption, proposal }) => ({
      id: step.id,
      cluster: step.cluster,
      title,
      ...optional({ disruption, proposal }),
    })),
    proposals: proposalsOf(plan),
    affected,
    findings: plan.findings.map(findingData),
    markdown: planMarkdown({ plan, affected, link }).markdown,
    link,
  };
}
