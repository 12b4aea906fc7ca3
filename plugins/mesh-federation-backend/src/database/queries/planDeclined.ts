import { ConflictError } from '@backstage/errors';
import type { PlanDecline } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What whoever approves or declines a plan gets that was declined before. */
export function planDeclined(
  id: string,
  { by, reason }: Pick<PlanDecline, 'by' | 'reason'>,
): ConflictError {
  return new ConflictError(
    `Plan ${id} was declined by ${by}: ${reason.replace(
      /\.$/,
      '',
    )}. Make a new plan`,
  );
}
