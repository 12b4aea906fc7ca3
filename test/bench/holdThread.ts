/**
 * For how long at a stretch the work on a large mesh that is left to the thread of the event loop
 * holds it up: a process of the bench, which sends what it has measured. Takes clusters, Services
 * of each, and how many clusters share a Service.
 */
import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { analysis, fixtures } from './commonPackage.ts';
import { syntheticMesh } from './syntheticMesh.ts';

export interface Held {
  readonly what: string;
  /** Milliseconds of CPU, all turns together. */
  readonly all: number;
  /** Milliseconds of CPU, the longest turn. */
  readonly longest: number;
}

const SOURCES = '../../plugins/mesh-federation-backend/src';

const load = createRequire(
  new URL(`${SOURCES}/index.ts`, import.meta.url).pathname,
);

const { DatabaseObservationStore } = load(
  './database/observations/DatabaseObservationStore.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/database/observations/DatabaseObservationStore.ts');
const { applyMigrations } = load(
  './database/applyMigrations.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/database/applyMigrations.ts');
const { makePlan } = load(
  './service/changes/makePlan.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/service/changes/makePlan.ts');
const { renderStep } = load(
  './execution/steps/renderStep.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/execution/steps/renderStep.ts');
const { default: knexOf } = load('knex') as typeof import('knex');

const [clusters = 10, services = 2500, spread = 4] = process.argv
  .slice(2)
  .map(Number);

const held: Held[] = [];

/** Of this thread alone: on a busy machine the clock would count the work of others. */
const cpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

async function hold(what: string, work: () => unknown): Promise<void> {
  let longest = 0;
  let last = cpuMs();
  let isOver = false;
  const watch = (async () => {
    while (!isOver) {
      await nextTurn();
      const now = cpuMs();
      longest = Math.max(longest, now - last);
      last = now;
    }
  })();
  await nextTurn();
  const from = cpuMs();
  await work();
  const all = cpuMs() - from;
  await nextTurn();
  isOver = true;
  await watch;
  held.push({ what, all, longest });
}

const knex = knexOf({
  client: 'better-sqlite3',
  connection: ':memory:',
  useNullAsDefault: true,
});
await applyMigrations({ getClient: async () => knex });
const states = [...syntheticMesh({ clusters, services, spread })];
const members = states.map(({ cluster }) => cluster);
const now = new Date(fixtures.NOW);
const federation = {
  // As in the labels of the mesh.
  name: 'demo',
  members,
  reader: 'with-secrets' as const,
  version: 1,
  createdAt: fixtures.NOW,
  updatedAt: fixtures.NOW,
  updatedBy: 'user:default/bench',
};
const planned = (kind: 'join' | 'leave'): Plan =>
  makePlan({
    federation,
    federations: [federation],
    inventory: fixtures.anInventory(members),
    request: { kind },
    states,
    renderStep,
    id: kind,
    createdBy: federation.updatedBy,
    now,
  });

const store = new DatabaseObservationStore(knex);
await hold('storing all clusters for the first time', () =>
  Promise.all(states.map(state => store.save({ state }))),
);
await hold('storing all clusters unchanged', () =>
  Promise.all(states.map(state => store.save({ state }))),
);
await hold('reading all clusters for the threads', () => store.packed());
await hold('the plan of a join that is done', () => planned('join'));
await hold('the plan of a leave, with its digest', () => planned('leave'));
const leave = planned('leave');
const { intent, request, steps } = leave;
await hold(`the digest of its ${steps.length} steps`, () =>
  analysis.planDigest({ federation: federation.name, intent, request, steps }),
);
await hold('the proof of a leave', () =>
  analysis.verifyPlan({ plan: leave, after: states, now: fixtures.NOW }),
);
await knex.destroy();
process.send!({ held });
