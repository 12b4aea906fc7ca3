import { NotAllowedError } from '@backstage/errors';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Whether the one who approves a plan is another one than who made it, where that is wanted.
 *
 * @throws NotAllowedError
 */
export function requireAnotherPerson(options: {
  readonly plan: Pick<Plan, 'id' | 'createdBy'>;
  readonly user: string;
  readonly wanted: boolean;
}): void {
  const { plan, user, wanted } = options;
  if (wanted && plan.createdBy === user) {
    throw new NotAllowedError(
      `Plan ${plan.id} was made by ${user}: another person has to approve it`,
    );
  }
}
