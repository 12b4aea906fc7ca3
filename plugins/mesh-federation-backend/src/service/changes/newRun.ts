import type {
  Plan,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * The record of a run that is about to begin: one pending step for each step of the approved plan.
 */
export function newRun(options: {
  readonly plan: Plan;
  readonly id: string;
  /** Who approved the plan. */
  readonly user: string;
  readonly now: Date;
}): Run {
  const { plan, id, user, now } = options;
  return {
    id,
    planId: plan.id,
    federation: plan.federation.name,
    kind: plan.request.kind,
    digest: plan.digest,
    status: 'running',
    approvedBy: user,
    startedAt: now.toISOString(),
    cancelRequested: false,
    steps: plan.steps.map(({ step, title }) => ({
      id: step.id,
      title,
      status: 'pending',
      receipts: [],
    })),
  };
}
