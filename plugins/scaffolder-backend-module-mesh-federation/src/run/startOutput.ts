import {
  assertNever,
  type PageLinks,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { z as zod } from 'zod/v3';
import type { Started } from './startPlan';

type Z = typeof zod;

/** What an action tells of a plan that it was to start. */
export const START_OUTPUT = {
  state: (z: Z) =>
    z.enum(['started', 'waiting-for-approval', 'nothing-to-do', 'dry-run']),
  planId: (z: Z) => z.string(),
  runId: (z: Z) => z.string().optional().describe('Once it is started.'),
  message: (z: Z) => z.string().describe('The state in one sentence.'),
  link: (z: Z) => z.string().describe('The page of the run, or of the plan.'),
};

/** What comes of starting a plan; without an answer, in a dry run, nothing. */
export function startOutput(
  planId: string,
  started: Started | undefined,
  links: PageLinks,
) {
  const link = links.plan(planId);
  if (!started) {
    const message = 'A dry run starts nothing';
    return { state: 'dry-run' as const, planId, message, link };
  }
  const { state } = started;
  switch (state) {
    case 'started':
      return {
        state,
        planId,
        runId: started.runId,
        message: `Run ${started.runId} has started`,
        link: links.run(started.runId),
      };
    case 'waiting-for-approval':
      return {
        state,
        planId,
        message: `Waiting for approval, as ${started.asked} asked: whoever may approve finds the plan at ${link}`,
        link,
      };
    case 'nothing-to-do':
      return { state, planId, message: 'Nothing is to be done', link };
    default:
      return assertNever(state);
  }
}
