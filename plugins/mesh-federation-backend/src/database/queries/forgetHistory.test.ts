import type { Knex } from 'knex';
import { DATABASE_IDS, migratedDatabase } from '../__testUtils__/testDatabases';
import { forgetHistory } from './forgetHistory';

const OLD = '2026-01-01T00:00:00.000Z';
const LIMIT = '2026-03-01T00:00:00.000Z';
const YOUNG = '2026-05-01T00:00:00.000Z';

async function addFederation(knex: Knex, name: string) {
  await knex('federations').insert({
    name,
    members: '[]',
    reader: 'with-secrets',
    created_at: OLD,
    updated_at: OLD,
    updated_by: 'user:default/ann',
  });
}

async function addPlan(knex: Knex, id: string, federation: string, at: string) {
  await knex('plans').insert({
    id,
    federation,
    status: 'ready',
    created_at: at,
    created_by: 'user:default/ann',
    request: '{}',
    digest: '',
    steps: 0,
    body: '{}',
  });
}

async function addRun(
  knex: Knex,
  run: {
    readonly id: string;
    readonly plan: string;
    readonly federation: string;
    readonly started: string;
    readonly finished?: string;
  },
) {
  await knex('runs').insert({
    id: run.id,
    plan_id: run.plan,
    federation: run.federation,
    kind: 'join',
    digest: '',
    status: run.finished === undefined ? 'running' : 'succeeded',
    approved_by: 'user:default/ann',
    started_at: run.started,
    finished_at: run.finished ?? null,
    cancel_requested: false,
    last_sequence: 1,
    lease_epoch: 0,
  });
  await knex('run_events').insert({
    run_id: run.id,
    sequence: 1,
    at: run.started,
    type: 'run-started',
    message: 'Started',
  });
  await knex('run_steps').insert({
    run_id: run.id,
    step_id: 's',
    position: 0,
    title: 'Step',
    status: 'succeeded',
    receipts: '[]',
  });
}

// Each test gets a database of its own.
jest.setTimeout(60_000);

describe.each(DATABASE_IDS)('forgetHistory on %s', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await migratedDatabase(databaseId);
    await addFederation(knex, 'demo');
    await addFederation(knex, 'other');
  });

  function forget(keepNewest: number) {
    return forgetHistory(knex, { before: LIMIT, keepNewest });
  }

  async function kept(table: string, column = 'id'): Promise<string[]> {
    const rows = await knex(table).select(column).orderBy(column);
    return rows.map(row => row[column]);
  }

  it('deletes old runs with all that belongs to them, and old plans', async () => {
    await addPlan(knex, 'p1', 'demo', OLD);
    await addPlan(knex, 'p2', 'demo', OLD);
    await addPlan(knex, 'p3', 'demo', YOUNG);
    const demo = { federation: 'demo', plan: 'p1' };
    await addRun(knex, { ...demo, id: 'r1', started: OLD, finished: OLD });
    await addRun(knex, {
      ...demo,
      plan: 'p3',
      id: 'r2',
      started: YOUNG,
      finished: YOUNG,
    });

    expect(await forget(1)).toEqual({ plans: 2, runs: 1 });

    expect(await kept('plans')).toEqual(['p3']);
    expect(await kept('runs')).toEqual(['r2']);
    expect(await kept('run_events', 'run_id')).toEqual(['r2']);
    expect(await kept('run_steps', 'run_id')).toEqual(['r2']);
    expect(await forget(1)).toEqual({ plans: 0, runs: 0 });
  });

  it('keeps the newest of each federation, however old they are', async () => {
    for (const federation of ['demo', 'other']) {
      for (const number of [1, 2, 3]) {
        const plan = `${federation}-${number}`;
        await addPlan(knex, plan, federation, OLD);
        await addRun(knex, {
          id: plan,
          plan,
          federation,
          started: OLD,
          finished: OLD,
        });
      }
    }

    expect(await forget(2)).toEqual({ plans: 2, runs: 2 });

    const newest = ['demo-2', 'demo-3', 'other-2', 'other-3'];
    expect(await kept('plans')).toEqual(newest);
    expect(await kept('runs')).toEqual(newest);
  });

  it('keeps a run that has not ended, one that ended lately, and their old plans', async () => {
    for (const id of ['p1', 'p2', 'p3', 'p4']) {
      await addPlan(knex, id, 'demo', OLD);
    }
    const demo = { federation: 'demo', started: OLD };
    await addRun(knex, { ...demo, id: 'r1', plan: 'p1' });
    await addRun(knex, { ...demo, id: 'r2', plan: 'p2', finished: YOUNG });
    await addRun(knex, { ...demo, id: 'r3', plan: 'p3', finished: OLD });

    // The newest plan and run by id.
    expect(await forget(1)).toEqual({ plans: 0, runs: 0 });
    expect(await kept('plans')).toEqual(['p1', 'p2', 'p3', 'p4']);
    expect(await kept('runs')).toEqual(['r1', 'r2', 'r3']);
  });
});
