import type { PlanDecline } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import { planDeclined } from './planDeclined';
import type { PlanRow } from './rows';

/**
 * The row of a plan, locked until the transaction ends: to approve a plan and to decline it both
 * take the lock first, so that of the two at a time one is refused.
 *
 * @throws ConflictError when the plan was declined
 */
export async function lockedPlan(
  tx: Knex.Transaction,
  id: string,
): Promise<PlanRow | undefined> {
  const row = await tx<PlanRow>('plans').where({ id }).forUpdate().first();
  if (row && row.declined !== null) {
    throw planDeclined(id, JSON.parse(row.declined) as PlanDecline);
  }
  return row;
}
