import {
  counted,
  type Plan,
  type PlannedStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { findingsMarkdown } from '../../findings/findingsMarkdown';
import { said, mdLines, mdLink, type Markdown } from '../../text/markdown';
import type { AffectedData } from './affectedData';
import { planSummary } from './planSummary';

const MOST_STEPS = 50;

/** A plan for people: what is done where, who notices it, and what is to be known. */
export function planMarkdown(options: {
  readonly plan: Plan;
  readonly affected: AffectedData;
  readonly link: string;
}): Markdown {
  const { plan, affected, link } = options;
  return mdLines([
    said`**${planSummary(plan)}.** ${mdLink('All of it', link)}`,
    ...(plan.steps.length === 0 ? [] : [stepList(plan.steps)]),
    affectedLine(affected),
    findingsMarkdown(plan.findings),
  ]);
}

function stepList(steps: readonly PlannedStep[]): Markdown {
  const shown = steps.slice(0, MOST_STEPS).map(stepLine);
  const left = steps.length - shown.length;
  return mdLines(
    left > 0 ? [...shown, said`1. … and ${counted(left, 'more step')}`] : shown,
    '\n',
  );
}

function stepLine({ step, title, disruption, proposal }: PlannedStep) {
  const notes = [
    ...(disruption === undefined ? [] : [disruption]),
    ...(proposal === undefined ? [] : ['Whoever owns the object changes it']),
  ];
  return notes.length === 0
    ? said`1. **${step.cluster}**: ${title}`
    : said`1. **${step.cluster}**: ${title} (${notes.join('; ')})`;
}

function affectedLine({
  workloads,
  services,
  owners,
  unknown,
}: AffectedData): Markdown {
  const who = owners.length === 0 ? 'owners unknown' : owners.join(', ');
  const first = said`Affected: ${counted(workloads, 'workload')} and ${counted(
    services,
    'Service',
  )} (${who}).`;
  return unknown.length === 0
    ? first
    : said`${first} There may be more: ${unknown.join('; ')}.`;
}
