import type { Knex } from 'knex';
import type { PlanRow, RunRow } from './rows';

/** How many plans and runs were forgotten. */
export interface Forgotten {
  readonly plans: number;
  readonly runs: number;
}

/**
 * Deletes runs that ended before a time, with their steps and events, and plans that were made
 * before it and have no run. The newest of each federation stay, and so does whatever a run that
 * has not ended needs.
 */
export async function forgetHistory(
  knex: Knex,
  options: {
    /** ISO 8601 in UTC. */
    readonly before: string;
    /** Plans and runs of each federation that stay, however old they are. */
    readonly keepNewest: number;
  },
): Promise<Forgotten> {
  const { before, keepNewest } = options;
  const federations = await knex<PlanRow>('plans').distinct('federation');
  let plans = 0;
  let runs = 0;
  for (const { federation } of federations) {
    const newestRuns = knex<RunRow>('runs')
      .where({ federation })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(keepNewest)
      .select('id');
    runs += await knex<RunRow>('runs')
      .where({ federation })
      .whereNot({ status: 'running' })
      .where('finished_at', '<', before)
      .whereNotIn('id', newestRuns)
      .delete();
    const newestPlans = knex<PlanRow>('plans')
      .where({ federation })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(keepNewest)
      .select('id');
    plans += await knex<PlanRow>('plans')
      .where({ federation })
      .where('created_at', '<', before)
      .whereNotIn('id', newestPlans)
      .whereNotExists(
        knex<RunRow>('runs').whereRaw('?? = ??', ['runs.plan_id', 'plans.id']),
      )
      .delete();
  }
  return { plans, runs };
}
