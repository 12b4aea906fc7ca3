import { ConflictError } from '@backstage/errors';
import type {
  Plan,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { planDeclined } from '../../../database/queries/planDeclined';

/**
 * Whether an approval may start a run. How old the plan is does not matter: every step reads its
 * objects again before it writes. What a plan does not write is not read again, though: so it has
 * to be the newest word on its clusters, and made for what is wanted of them now.
 *
 * @throws ConflictError when the digest is another one, the plan is not ready or was declined, or
 *   what it rests on has changed. No message tells the right digest: it is learned by reading the
 *   plan.
 */
export function checkApproval(options: {
  readonly plan: Plan;
  readonly digest: string;
  /** Of the clusters of the plan, as it is now. */
  readonly intent: string;
  /** A run that has changed these clusters since the plan was made, if there is one. */
  readonly runSince: Pick<Run, 'id' | 'federation'> | undefined;
}): void {
  const { plan, digest, intent, runSince } = options;
  if (plan.digest !== digest) {
    throw new ConflictError(
      `MF7005: the digest is not that of plan ${plan.id}. Read the plan again and approve what it shows`,
    );
  }
  if (plan.declined) {
    throw planDeclined(plan.id, plan.declined);
  }
  if (plan.status !== 'ready') {
    throw new ConflictError(
      plan.status === 'empty'
        ? `Plan ${plan.id} is empty: there is nothing to run`
        : `Plan ${plan.id} is blocked by findings: mend them and plan again`,
    );
  }
  if (plan.intent !== intent) {
    throw new ConflictError(
      `MF7006: members or reader of a federation that shares a cluster with ${plan.federation.name} have changed since plan ${plan.id} was made: make a new plan`,
    );
  }
  if (runSince) {
    throw new ConflictError(
      `MF7006: run ${runSince.id} of federation ${runSince.federation} has worked on the clusters since plan ${plan.id} was made: make a new plan`,
    );
  }
}
