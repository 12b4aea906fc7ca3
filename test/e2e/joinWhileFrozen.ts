import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from '../demo/progress.ts';
import { followRun } from '../demo/runPlan.ts';
import type { Session } from '../demo/session.ts';
import { freezeApiServer } from './freezeApiServer.ts';

const FROZEN_MS = 60_000;
const POLL_MS = 250;

/**
 * Joins all clusters of a session while one API server, chosen by chance, is frozen for a minute
 * when a step, chosen by chance, begins. Throws unless the run ends proven by itself.
 */
export async function joinWhileFrozen(
  session: Session,
  random: () => number,
): Promise<void> {
  const { api, clusters } = session;
  const names = clusters.map(({ name }) => name);
  await api.putFederation('demo', names);
  const plan = await api.createPlan('demo', {
    kind: 'join',
    restartWorkloads: true,
  });
  const cluster = names[Math.floor(random() * names.length)]!;
  const atStep = 1 + Math.floor(random() * plan.steps.length);
  progress(
    'frozen',
    `${cluster} for 60 s when step ${atStep} of ${plan.steps.length} begins`,
  );
  const { id } = await api.startRun(plan);
  const frozen = (async () => {
    for (;;) {
      const { status, steps } = await api.run(id);
      const begun = steps.filter(({ startedAt }) => startedAt).length;
      if (begun >= atStep || status !== 'running') break;
      await sleep(POLL_MS);
    }
    await freezeApiServer(cluster, FROZEN_MS);
  })();
  const [run] = await Promise.all([followRun(api, id), frozen]);
  assert.equal(run.status, 'succeeded', JSON.stringify(run.error));
  assert.equal(run.outcome, 'proven', JSON.stringify(run.proof?.nextSteps));
}

/** Takes all clusters apart again. */
export async function leaveAll(session: Session): Promise<void> {
  const { api } = session;
  const plan = await api.createPlan('demo', { kind: 'leave' });
  const run = await followRun(api, (await api.startRun(plan)).id);
  assert.equal(run.status, 'succeeded', JSON.stringify(run.error));
}
