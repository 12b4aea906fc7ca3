import { NotFoundError } from '@backstage/errors';
import type {
  Federation,
  Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { FederationStore } from '../../database/FederationStore';

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
