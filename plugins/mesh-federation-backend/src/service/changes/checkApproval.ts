import { ConflictError } from '@backstage/errors';
import type {
  Plan,
  PlanSummary,
  RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Whether an approval may start a run. How old the plan is does not matter: every step reads its
 * objects again before it writes.
 *
 * @throws ConflictError when the digest is another one, the plan is not ready, or a newer plan
 *   of the federation was run.
 */
export function checkApproval(options: {
  readonly plan: Plan;
  readonly digest: string;
  /** All plans and runs of the plan's federation. */
  readonly plans: readonly PlanSummary[];
  readonly runs: readonly RunSummary[];
}): void {
  const { plan, digest, plans, runs } = options;
  if (plan.digest !== digest) {
    throw new ConflictError(
      `MF7005: the digest is stale: plan ${plan.id} has digest ${plan.digest}. Read the plan again and approve what it shows`,
    );
  }
  if (plan.status !== 'ready') {
    throw new ConflictError(
      plan.status === 'empty'
        ? `Plan ${plan.id} is empty: there is nothing to run`
        : `Plan ${plan.id} is blocked by findings: mend them and plan again`,
    );
  }
  const ran = new Set(runs.map(run => run.planId));
  const newer = plans.find(
    other => other.createdAt > plan.createdAt && ran.has(other.id),
  );
  if (newer) {
    throw new ConflictError(
      `MF7006: the newer plan ${newer.id} of federation ${plan.federation.name} was run since: make a new plan`,
    );
  }
}
