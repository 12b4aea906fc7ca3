import { NotFoundError } from '@backstage/errors';
import type {
  Federation,
  Plan,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { FederationStore } from '../../database/FederationStore';
import type { RunStore } from '../../database/RunStore';

/** @throws NotFoundError */
export async function requireFederation(
  federations: Pick<FederationStore, 'getFederation'>,
  name: string,
): Promise<Federation> {
  const federation = await federations.getFederation(name);
  if (!federation) {
    throw new NotFoundError(`No federation ${name}`);
  }
  return federation;
}

/** @throws NotFoundError */
export async function requirePlan(
  federations: Pick<FederationStore, 'getPlan'>,
  id: string,
): Promise<Plan> {
  const plan = await federations.getPlan(id);
  if (!plan) {
    throw new NotFoundError(`No plan ${id}`);
  }
  return plan;
}

/** @throws NotFoundError */
export async function requireRun(
  runs: Pick<RunStore, 'getRun'>,
  id: string,
): Promise<Run> {
  const run = await runs.getRun(id);
  if (!run) {
    throw new NotFoundError(`No run ${id}`);
  }
  return run;
}
