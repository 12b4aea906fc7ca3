import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { readdirSync } from 'node:fs';
import { DATABASE_IDS, emptyDatabase } from './__testUtils__/testDatabases';

const DIRECTORY = resolvePackagePath(
  '@mesh-federation/backstage-plugin-mesh-federation-backend',
  'migrations',
);

const AT = '2026-01-01T00:00:00.000Z';

const FEDERATION = {
  name: 'demo',
  description: null,
  members: '["east","west"]',
  reader: 'with-secrets',
  created_at: AT,
  updated_at: AT,
  updated_by: 'user:default/ann',
};

const PLAN = {
  id: 'p1',
  federation: 'demo',
  status: 'ready',
  created_at: AT,
  created_by: 'user:default/ann',
  request: '{"kind":"join"}',
  digest: 'd',
  steps: 1,
  body: '{}',
};

const RUN = {
  id: 'r1',
  plan_id: 'p1',
  federation: 'demo',
  kind: 'join',
  digest: 'd',
  status: 'running',
  approved_by: 'user:default/ann',
  started_at: AT,
  finished_at: null,
  cancel_requested: false,
  error: null,
  proof: null,
  last_sequence: 1,
  lease_owner: null,
  lease_until: null,
  lease_epoch: 0,
};

/**
 * For each migration the tables that it makes, with a row for each, in an order in which they can
 * be inserted.
 */
const MIGRATIONS: Readonly<Record<string, readonly [string, object][]>> = {
  '20261122100000_federations.js': [
    ['federations', FEDERATION],
    ['plans', PLAN],
  ],
  '20261122100100_runs.js': [
    ['runs', RUN],
    ['run_clusters', { cluster: 'east', run_id: 'r1' }],
    [
      'run_steps',
      {
        run_id: 'r1',
        step_id: 's1',
        position: 0,
        title: 'Step',
        status: 'pending',
        started_at: null,
        finished_at: null,
        message: null,
        error: null,
        receipts: '[]',
      },
    ],
    [
      'run_events',
      {
        run_id: 'r1',
        sequence: 1,
        at: AT,
        step_id: null,
        type: 'run-started',
        message: 'Started',
      },
    ],
  ],
  '20261122100200_observations.js': [
    [
      'observations',
      { cluster: 'east', at: AT, digest: 'd', body: Buffer.from([1, 2, 3]) },
    ],
  ],
  '20261128100000_run_progress.js': [],
  '20261128100100_run_outcome.js': [],
  '20261128110000_versions_and_history.js': [],
  '20261128120000_witness.js': [
    [
      'witness',
      {
        cluster: 'east',
        namespace: 'shop',
        workload: 'orders',
        asked_at: AT,
        seen: null,
        body: '{}',
      },
    ],
  ],
  '20261128190000_witness_contradicted.js': [],
  '20261129000000_plan_approvals.js': [],
};

/** For each migration the columns that it adds to tables that were there before. */
const COLUMNS: Readonly<Record<string, readonly [string, string][]>> = {
  '20261128100000_run_progress.js': [['run_steps', 'progress']],
  '20261128100100_run_outcome.js': [
    ['runs', 'outcome'],
    ['runs', 'no_proof'],
  ],
  '20261128110000_versions_and_history.js': [['federations', 'version']],
  '20261128190000_witness_contradicted.js': [['witness', 'contradicted']],
  '20261129000000_plan_approvals.js': [
    ['plans', 'approval_request'],
    ['plans', 'declined'],
  ],
};

const FILES = Object.keys(MIGRATIONS).sort();

it('has a test for every migration', () => {
  const files = readdirSync(DIRECTORY).filter(name => name.endsWith('.js'));
  expect(files.sort()).toEqual(FILES);
});

// Each test gets a database of its own.
jest.setTimeout(60_000);

describe.each(DATABASE_IDS)('migrations on %s', databaseId => {
  function up(knex: Knex, name: string) {
    return knex.migrate.up({ directory: DIRECTORY, name });
  }

  function down(knex: Knex, name: string) {
    return knex.migrate.down({ directory: DIRECTORY, name });
  }

  async function insertRows(knex: Knex, name: string) {
    for (const [table, row] of MIGRATIONS[name]) {
      await knex(table).insert(row);
    }
  }

  it.each(FILES)(
    '%s makes its tables, takes them away and makes them again, and leaves the others alone',
    async name => {
      const knex = await emptyDatabase(databaseId);
      const before = FILES.slice(0, FILES.indexOf(name));
      for (const earlier of before) {
        await up(knex, earlier);
        await insertRows(knex, earlier);
      }

      await up(knex, name);
      await insertRows(knex, name);
      for (const [table, row] of MIGRATIONS[name]) {
        const stored = await knex(table).first(Object.keys(row));
        expect(normalized(stored)).toEqual(normalized(row));
      }

      for (const [table, column] of COLUMNS[name] ?? []) {
        expect(await knex.schema.hasColumn(table, column)).toBe(true);
      }

      await down(knex, name);
      for (const [table] of MIGRATIONS[name]) {
        expect(await knex.schema.hasTable(table)).toBe(false);
      }
      for (const [table, column] of COLUMNS[name] ?? []) {
        expect(await knex.schema.hasColumn(table, column)).toBe(false);
      }
      for (const [table] of before.flatMap(file => MIGRATIONS[file])) {
        expect(await knex(table)).toHaveLength(1);
      }

      await up(knex, name);
      await insertRows(knex, name);
    },
  );

  it('removes what belongs to a run together with its plan', async () => {
    const knex = await emptyDatabase(databaseId);
    for (const name of FILES) {
      await up(knex, name);
      await insertRows(knex, name);
    }

    await knex('federations').where({ name: 'demo' }).delete();

    for (const [table] of MIGRATIONS['20261122100100_runs.js']) {
      expect(await knex(table)).toEqual([]);
    }
  });
});

/** SQLite says 0 where PostgreSQL says false. */
function normalized(row: object): object {
  return {
    ...row,
    ...optional({
      cancel_requested: 'cancel_requested' in row ? 0 : undefined,
    }),
  };
}
