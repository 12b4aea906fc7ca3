import { ConflictError } from '@backstage/errors';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { oneLine } from '../text/oneLine';
import { planStanding } from './planStanding';

/**
 * Refuses a plan that will never run.
 *
 * @throws ConflictError that says why, and what to do.
 */
export function requireUsable(plan: Plan): void {
  const standing = planStanding(plan);
  if (standing.kind === 'dead') {
    throw new ConflictError(oneLine(standing.reason));
  }
}
