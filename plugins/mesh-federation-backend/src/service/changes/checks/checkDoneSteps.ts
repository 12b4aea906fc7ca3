import { ConflictError } from '@backstage/errors';
import type {
  ClusterState,
  Plan,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { verifyPlan } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/**
 * Whether a run may go on: what its finished steps brought about has to hold still, because they
 * are not repeated.
 *
 * @throws ConflictError when a cluster did not answer, or a finished step was undone since.
 */
export function checkDoneSteps(options: {
  readonly run: Run;
  readonly plan: Plan;
  /** Fresh states of the clusters of the plan. */
  readonly states: readonly ClusterState[];
  readonly now: Date;
}): void {
  const { run, plan, states, now } = options;
  const done = run.steps.filter(({ status }) => status === 'succeeded');
  const doneIds = new Set(done.map(({ id }) => id));
  const clusters = plan.steps
    .filter(({ step }) => doneIds.has(step.id))
    .map(({ step }) => step.cluster);
  const silent = clusters.find(cluster => !isSeen(cluster, states));
  if (silent !== undefined) {
    throw new ConflictError(
      `Cluster ${silent} cannot be observed, so that nobody knows whether what was done there still holds: continue when it answers`,
    );
  }
  const undone = verifyPlan({
    plan,
    after: states,
    now: now.toISOString(),
  }).steps.find(
    ({ stepId, verdict }) => doneIds.has(stepId) && verdict === 'violated',
  );
  if (undone) {
    const title = done.find(({ id }) => id === undone.stepId)?.title;
    throw new ConflictError(
      `MF7006: a finished step of run ${run.id} does not hold any more: ${title}: ${undone.reason} Make a new plan`,
    );
  }
}

function isSeen(name: string, states: readonly ClusterState[]): boolean {
  const state = states.find(({ cluster }) => cluster === name);
  return state?.kubernetesVersion.status === 'observed';
}
