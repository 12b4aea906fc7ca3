import type {
  Plan,
  Run,
  RunError,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { planIntent } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { staleDigest, staleIntent } from '../step/runErrors';
import type { RunWorkerOptions } from './RunWorker';

/**
 * The plan that a run was approved for, or why the run must not go on with it. Whoever takes a run
 * up asks again: federations can have changed between the approval and now.
 */
export async function approvedPlan(
  run: Run,
  federations: RunWorkerOptions['federations'],
): Promise<
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly error: RunError }
> {
  const plan = await federations.getPlan(run.planId);
  if (!plan) {
    const message = `plan ${run.planId} of run ${run.id} is gone`;
    return { ok: false, error: staleDigest(message) };
  }
  if (plan.digest !== run.digest) {
    const message = `plan ${plan.id} is not as it was when run ${run.id} was approved`;
    return { ok: false, error: staleDigest(message) };
  }
  // Nothing is left to write, and the leave of its members changes a federation itself.
  if (run.steps.every(isDone)) {
    return { ok: true, plan };
  }
  const now = planIntent(
    plan.federation.members,
    await federations.listFederations(),
  );
  if (plan.intent !== now) {
    const message = `members or reader of a federation that shares a cluster with ${plan.federation.name} have changed since plan ${plan.id} was made`;
    return { ok: false, error: staleIntent(message) };
  }
  return { ok: true, plan };
}

function isDone({ status }: Run['steps'][number]): boolean {
  return status === 'succeeded' || status === 'proposed';
}
