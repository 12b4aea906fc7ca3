import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  optional,
  type Paged,
  type PageRequest,
  type Plan,
  type PlanRun,
  type RunOutcome,
  type RunStatus,
  type Proof,
  type Run,
  type RunEvent,
  type RunStep,
  type RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import { acquireLease } from './acquireLease';
import { countSteps } from './queries/countSteps';
import { LeaseLostError } from './LeaseLostError';
import { fromCursor, NUMBER, toCursor } from './queries/cursors';
import { lockedPlan } from './queries/lockedPlan';
import { newestFirst, PAGE_SIZE } from './queries/newestFirst';
import type {
  RunClusterRow,
  RunEventRow,
  RunRow,
  RunStepRow,
} from './queries/rows';
import {
  RUN_HEAD,
  toJson,
  type RunHeadRow,
  toRun,
  toRunEvent,
  toRunRow,
  toRunSummary,
  toStepChanges,
} from './runRows';
import type { Lease, RunStore } from './RunStore';

/**
 * {@link RunStore} in the plugin's database, which has been migrated. Several replicas may use it
 * at once: whatever depends on a lease or on another run is decided by one conditional write whose
 * number of changed rows is the answer, in the same transaction as what follows from it.
 */
export class DatabaseRunStore implements RunStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async createRun(run: Run, clusters: readonly string[]): Promise<void> {
    await this.#knex.transaction(async tx => {
      await lockedPlan(tx, run.planId);
      await tx<RunRow>('runs').insert(toRunRow(run));
      await holdClusters(tx, run.id, clusters);
      for (const [position, step] of run.steps.entries()) {
        await tx<RunStepRow>('run_steps').insert({
          run_id: run.id,
          step_id: step.id,
          position,
          ...toStepChanges(step),
        });
      }
    });
  }

  async reopenRun(
    run: Run,
    clusters: readonly string[],
    event: Omit<RunEvent, 'sequence'>,
  ): Promise<void> {
    const { id } = run;
    await this.#knex.transaction(async tx => {
      const changed = await tx<RunRow>('runs')
        .where({ id })
        .whereIn('status', ['failed', 'cancelled'])
        .update({
          status: 'running',
          finished_at: null,
          cancel_requested: false,
          error: null,
          proof: null,
          outcome: null,
          no_proof: null,
        });
      if (changed === 0) {
        throw new ConflictError(
          `Run ${id} has neither failed nor been cancelled`,
        );
      }
      await holdClusters(tx, id, clusters);
      for (const step of run.steps) {
        await tx<RunStepRow>('run_steps')
          .where({ run_id: id, step_id: step.id })
          .update(toStepChanges(step));
      }
      await insertEvent(tx, id, event);
    });
  }

  async getRun(id: string): Promise<Run | undefined> {
    const row = await this.#knex<RunRow>('runs').where({ id }).first();
    if (!row) {
      return undefined;
    }
    const steps = await this.#knex<RunStepRow>('run_steps')
      .where({ run_id: id })
      .orderBy('position');
    return toRun(row, steps);
  }

  async listRuns(
    filter: { readonly federation?: string } = {},
    page: PageRequest = {},
  ): Promise<Paged<RunSummary>> {
    const { federation } = filter;
    const { items, ...rest } = await newestFirst<RunHeadRow>({
      list: this.#knex<RunRow>('runs').where(
        federation === undefined ? {} : { federation },
      ),
      columns: RUN_HEAD,
      time: 'started_at',
      unique: 'id',
      page,
    });
    const counts = await countSteps(
      this.#knex,
      items.map(({ id }) => id),
    );
    return {
      items: items.map(row => toRunSummary(row, counts.get(row.id))),
      ...rest,
    };
  }

  async newestOfPlans(
    planIds: readonly string[],
  ): Promise<ReadonlyMap<string, PlanRun>> {
    const rows = await this.#knex<RunRow>('runs')
      .whereIn('plan_id', planIds)
      .orderBy([{ column: 'started_at' }, { column: 'id' }])
      .select('id', 'plan_id', 'status', 'outcome');
    return new Map(
      rows.map(({ id, plan_id, status, outcome }) => [
        plan_id,
        {
          id,
          status: status as RunStatus,
          ...optional({ outcome: (outcome as RunOutcome | null) ?? undefined }),
        },
      ]),
    );
  }

  async holderOf(clusters: readonly string[]) {
    const row = await this.#knex<RunClusterRow>('run_clusters')
      .whereIn('cluster', clusters)
      .orderBy('cluster')
      .first();
    return row && { cluster: row.cluster, runId: row.run_id };
  }

  async runSince(
    plan: Pick<Plan, 'id' | 'createdAt'>,
    federations: readonly string[],
  ): Promise<Pick<Run, 'id' | 'federation'> | undefined> {
    return this.#knex<RunRow>('runs')
      .whereIn('federation', federations)
      .whereNot({ plan_id: plan.id })
      .andWhere(query =>
        query
          .where('started_at', '>', plan.createdAt)
          .orWhere('finished_at', '>', plan.createdAt),
      )
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first('id', 'federation');
  }

  async events(
    runId: string,
    page: PageRequest = {},
  ): Promise<Paged<RunEvent>> {
    const { limit = PAGE_SIZE, cursor } = page;
    const list = this.#knex<RunEventRow>('run_events').where({ run_id: runId });
    if (cursor !== undefined) {
      const [before] = fromCursor(cursor, [NUMBER]);
      list.andWhere('sequence', '<', Number(before));
    }
    const rows = await list.orderBy('sequence', 'desc').limit(limit);
    // Numbers grow by one from 1: the last one tells how many are before it.
    const leftOut = (rows.at(-1)?.sequence ?? 1) - 1;
    return {
      items: rows.map(toRunEvent),
      ...optional(
        leftOut > 0
          ? { nextCursor: toCursor([String(leftOut + 1)]), leftOut }
          : {},
      ),
    };
  }

  async newestEvent(
    runId: string,
    types: readonly RunEvent['type'][],
  ): Promise<RunEvent | undefined> {
    const row = await this.#knex<RunEventRow>('run_events')
      .where({ run_id: runId })
      .whereIn('type', types)
      .orderBy('sequence', 'desc')
      .first();
    return row && toRunEvent(row);
  }

  async acquire(options: {
    readonly owner: string;
    readonly now: Date;
    readonly ttlMs: number;
  }): Promise<Lease | undefined> {
    return acquireLease(this.#knex, options);
  }

  async heartbeat(lease: Lease, now: Date, ttlMs: number): Promise<void> {
    const until = new Date(now.getTime() + ttlMs).toISOString();
    await writeAsHolder(this.#knex, lease, { lease_until: until });
  }

  async updateStep(lease: Lease, step: RunStep): Promise<void> {
    await this.#knex.transaction(async tx => {
      await writeAsHolder(tx, lease, { lease_owner: lease.owner });
      await tx<RunStepRow>('run_steps')
        .where({ run_id: lease.runId, step_id: step.id })
        .update(toStepChanges(step));
    });
  }

  async addEvent(
    runId: string,
    event: Omit<RunEvent, 'sequence'>,
  ): Promise<RunEvent> {
    return this.#knex.transaction(tx => insertEvent(tx, runId, event));
  }

  async finish(
    lease: Lease,
    result: Parameters<RunStore['finish']>[1],
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      await writeAsHolder(tx, lease, {
        status: result.status,
        finished_at: result.at,
        error: toJson(result.error),
        outcome: result.outcome ?? null,
        no_proof: result.noProof ?? null,
        lease_owner: null,
        lease_until: null,
      });
      await tx<RunClusterRow>('run_clusters')
        .where({ run_id: lease.runId })
        .delete();
    });
  }

  async countOpen(now: Date): Promise<{ atWork: number; waiting: number }> {
    const open = () => this.#knex<RunRow>('runs').where({ status: 'running' });
    const [all, held] = await Promise.all([
      countOf(open()),
      countOf(open().where('lease_until', '>', now.toISOString())),
    ]);
    return { atWork: held, waiting: all - held };
  }

  async saveProof(runId: string, proof: Proof): Promise<void> {
    const changed = await this.#knex<RunRow>('runs')
      .where({ id: runId })
      .update({ proof: JSON.stringify(proof) });
    if (changed === 0) {
      throw new NotFoundError(`No run ${runId}`);
    }
  }

  async requestCancel(runId: string): Promise<Run> {
    const changed = await this.#knex<RunRow>('runs')
      .where({ id: runId, status: 'running' })
      .update({ cancel_requested: true });
    const run = await this.getRun(runId);
    if (!run) {
      throw new NotFoundError(`No run ${runId}`);
    }
    if (changed === 0) {
      throw new ConflictError(`Run ${runId} has already ended: ${run.status}`);
    }
    return run;
  }
}

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [{ count }] = await query.count({ count: '*' });
  return Number(count);
}

async function insertEvent(
  tx: Knex.Transaction,
  runId: string,
  event: Omit<RunEvent, 'sequence'>,
): Promise<RunEvent> {
  // The update locks the run's row, so that two writers take turns and no number is left out.
  const changed = await tx<RunRow>('runs')
    .where({ id: runId })
    .increment('last_sequence', 1);
  if (changed === 0) {
    throw new NotFoundError(`No run ${runId}`);
  }
  const row = await tx<RunRow>('runs')
    .where({ id: runId })
    .first('last_sequence');
  const sequence = row!.last_sequence;
  await tx<RunEventRow>('run_events').insert({
    run_id: runId,
    sequence,
    at: event.at,
    step_id: event.stepId ?? null,
    type: event.type,
    message: event.message,
  });
  return { ...event, sequence };
}

/** Takes the clusters for a run, or throws ConflictError naming the run that holds one of them. */
async function holdClusters(
  tx: Knex.Transaction,
  runId: string,
  clusters: readonly string[],
): Promise<void> {
  // Everybody takes the clusters in the same order, so that of two runs that share several of them
  // one waits for the other and never both for each other.
  const sorted = [...new Set(clusters)].sort();
  for (const cluster of sorted) {
    await tx<RunClusterRow>('run_clusters')
      .insert({ cluster, run_id: runId })
      .onConflict('cluster')
      .ignore();
  }
  const other = await tx<RunClusterRow>('run_clusters')
    .whereIn('cluster', sorted)
    .whereNot({ run_id: runId })
    .orderBy('cluster')
    .first();
  if (other) {
    throw new ConflictError(
      `Cluster ${other.cluster} is held by run ${other.run_id}, which has not ended. Wait for its end, then plan again`,
    );
  }
}

/**
 * Changes the run only while the lease is held; the row stays locked until the transaction ends.
 */
async function writeAsHolder(
  tx: Knex,
  lease: Lease,
  changes: Partial<RunRow>,
): Promise<void> {
  const changed = await tx<RunRow>('runs')
    .where({ id: lease.runId, lease_owner: lease.owner, status: 'running' })
    .update(changes);
  if (changed === 0) {
    throw new LeaseLostError(lease.runId);
  }
}
