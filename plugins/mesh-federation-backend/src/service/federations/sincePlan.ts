import type {
  Federation,
  Plan,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  planIntent,
  sharingFederations,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { RunStore } from '../../database/RunStore';

/** What has happened to the clusters of a plan since it was made. */
export interface SincePlan {
  /** What is wanted of them now. */
  readonly intent: string;
  /** A run that has changed them, if there is one. */
  readonly runSince: Pick<Run, 'id' | 'federation'> | undefined;
}

export async function sincePlan(
  plan: Pick<Plan, 'id' | 'createdAt' | 'federation'>,
  known: {
    /** All, as they are now. */
    readonly all: readonly Federation[];
    readonly runs: Pick<RunStore, 'runSince'>;
  },
): Promise<SincePlan> {
  const { members, name } = plan.federation;
  const { all, runs } = known;
  const sharing = sharingFederations(members, all);
  return {
    intent: planIntent(members, all),
    runSince: await runs.runSince(plan, [
      name,
      ...sharing.map(other => other.name),
    ]),
  };
}

/** Whether an approval would be refused for what has happened since: `checkApproval`. */
export async function isOutdated(
  plan: Pick<Plan, 'id' | 'createdAt' | 'federation' | 'intent'>,
  known: Parameters<typeof sincePlan>[1],
): Promise<boolean> {
  const { intent, runSince } = await sincePlan(plan, known);
  return intent !== plan.intent || runSince !== undefined;
}
