import type { Knex } from 'knex';
import type { RunRow } from './queries/rows';
import type { Lease } from './RunStore';

/**
 * Takes the oldest running run that nobody works on. Replicas may see the same run as free; the
 * epoch makes the write of only one of them count, and the others go on to the next run. The epoch
 * is part of the holder's name too: a worker that was thought dead and took the run twice does not
 * mistake its old lease for its new one.
 */
export async function acquireLease(
  knex: Knex,
  options: {
    readonly owner: string;
    readonly now: Date;
    readonly ttlMs: number;
  },
): Promise<Lease | undefined> {
  const { owner, now, ttlMs } = options;
  const free = await knex<RunRow>('runs')
    .where({ status: 'running' })
    .andWhere(query =>
      query
        .whereNull('lease_until')
        .orWhere('lease_until', '<=', now.toISOString()),
    )
    .orderBy([{ column: 'started_at' }, { column: 'id' }])
    .select('id', 'lease_epoch');
  for (const { id, lease_epoch } of free) {
    const holder = `${owner}#${lease_epoch + 1}`;
    const changed = await knex<RunRow>('runs')
      .where({ id, lease_epoch, status: 'running' })
      .andWhere(query =>
        // A heartbeat that came in between keeps the epoch but moves the time.
        query
          .whereNull('lease_until')
          .orWhere('lease_until', '<=', now.toISOString()),
      )
      .update({
        lease_owner: holder,
        lease_until: new Date(now.getTime() + ttlMs).toISOString(),
        lease_epoch: lease_epoch + 1,
      });
    if (changed === 1) {
      return { runId: id, owner: holder };
    }
  }
  return undefined;
}
