import type { Knex } from 'knex';
import type { RunStepRow } from './rows';

/** How far a run is. */
export interface StepCounts {
  readonly done: number;
  readonly total: number;
}

/** Steps of some runs, and how many of them are done, counted by the database. */
export async function countSteps(
  knex: Knex,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, StepCounts>> {
  const rows: { run_id: string; status: string; count: number | string }[] =
    await knex<RunStepRow>('run_steps')
      .whereIn('run_id', runIds)
      .groupBy('run_id', 'status')
      .select('run_id', 'status')
      .count({ count: '*' });
  const counts = new Map<string, StepCounts>();
  for (const { run_id, status, count } of rows) {
    const { done, total } = counts.get(run_id) ?? { done: 0, total: 0 };
    const isDone = status === 'succeeded' || status === 'proposed';
    counts.set(run_id, {
      done: done + (isDone ? Number(count) : 0),
      total: total + Number(count),
    });
  }
  return counts;
}
