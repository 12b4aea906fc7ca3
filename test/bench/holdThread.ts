/**
 * For how long at a stretch the work on a large mesh that is left to the thread of the event loop
 * holds it up: a process of the bench, which sends what it has measured. Takes clusters, Services
 * of each, and how many clusters share a Service.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { loadBackend, openStore } from './backendSources.ts';
import { analysis, fixtures } from './commonPackage.ts';
import { syntheticMesh } from './syntheticMesh.ts';

export interface Held {
  readonly what: string;
  /** Milliseconds of CPU, all turns together. */
  readonly all: number;
  /** Milliseconds of CPU, the longest turn. */
  readonly longest: number;
}

const { makePlan } = loadBackend(
  './service/changes/makePlan.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/service/changes/makePlan.ts');
const { renderStep } = loadBackend(
  './execution/steps/renderStep.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/execution/steps/renderStep.ts');

const { wasSilent } = loadBackend(
  './service/runs/wasSilent.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/service/runs/wasSilent.ts');

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
const planned = (kind: 'join' | 'leave', of = states): Plan =>
  makePlan({
    federation,
    federations: [federation],
    inventory: fixtures.anInventory(members),
    request: { kind },
    states: of,
    renderStep,
    id: kind,
    createdBy: federation.updatedBy,
    now,
  });

const { store, close } = await openStore();
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
const { aClusterState } = fixtures;
const apart = states.map(state => {
  const { controlPlanes, remoteSecrets, trustStore, reader } = aClusterState(
    state.cluster,
  );
  return { ...state, controlPlanes, remoteSecrets, trustStore, reader };
});
const { length } = planned('join', apart).steps;
await hold(
  `the plan of a join of clusters that know nothing of each other, ${length} steps`,
  () => planned('join', apart),
);
await hold('looking for what was not answered, in all clusters', () =>
  states.some(wasSilent),
);
await hold('the proof of a leave', () =>
  analysis.verifyPlan({ plan: leave, after: states, now: fixtures.NOW }),
);
await close();
process.send!({ held });
