import type {
  Plan,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The record of a run that is about to begin: one pending step for each step of the approved plan. */
export function newRun(options: {
  readonly plan: Plan;
  readonly id: string;
  readonly approvedBy: string;
  readonly now: Date;
}): Run {
  const { plan, id, approvedBy, now } = options;
  return {
    id,
    planId: plan.id,
    federation: plan.federation.name,
    kind: plan.request.kind,
    digest: plan.digest,
    status: 'running',
    approvedBy,
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
