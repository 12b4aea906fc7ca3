import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Plan,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Api } from './api.ts';
import { progress } from './progress.ts';

const RUN_DEADLINE_MS = 15 * 60_000;
const POLL_MS = 500;

/** Says what a plan would do, step by step. */
export function showPlan(plan: Plan): void {
  progress(
    'plan',
    `${plan.id} is ${plan.status}: ${
      plan.steps.length
    } steps, digest ${plan.digest.slice(0, 16)}…`,
  );
  for (const finding of plan.findings) {
    progress(
      'plan',
      `${finding.severity} ${finding.code} ${finding.cluster ?? ''} ${
        finding.message
      }`,
    );
  }
  for (const { title, objects, disruption } of plan.steps) {
    const writes = objects.map(
      ({ operation, ref }) => `${operation} ${ref.kind} ${ref.name}`,
    );
    progress(
      'plan',
      `- ${title}${writes.length ? ` [${writes.join(', ')}]` : ''}${
        disruption ? ` (${disruption})` : ''
      }`,
    );
  }
}

/** Follows a run until it ends; its proof is recorded by then. Prints each event. */
export async function followRun(
  api: Api,
  runId: string,
): Promise<RunWithEvents> {
  const deadline = Date.now() + RUN_DEADLINE_MS;
  let seen = 0;
  for (;;) {
    const run = await api.run(runId);
    for (const { sequence, type, message } of run.events) {
      if (sequence > seen) {
        progress('run', `${type.padEnd(15)} ${message}`);
        seen = sequence;
      }
    }
    if (run.status !== 'running') {
      return run;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Run ${runId} did not end within ${
          RUN_DEADLINE_MS / 60_000
        } minutes; it is ${run.status}.`,
      );
    }
    await sleep(POLL_MS);
  }
}

/**
 * Approves a ready plan by its digest and follows the run. Throws when the plan is not ready or the
 * run does not succeed.
 */
export async function approveAndFollow(
  api: Api,
  plan: Plan,
): Promise<RunWithEvents> {
  if (plan.status !== 'ready') {
    const why = plan.findings
      .filter(({ blocking }) => blocking)
      .map(({ code, message, fix }) => `${code}: ${message} ${fix}`);
    throw new Error(`The plan is ${plan.status}.\n${why.join('\n')}`);
  }
  const run = await followRun(api, (await api.startRun(plan)).id);
  if (run.status !== 'succeeded') {
    const { error } = run;
    throw new Error(
      `The run is ${run.status}${
        error ? `: ${error.code} ${error.message} ${error.fix}` : ''
      }`,
    );
  }
  return run;
}
