/**
 * The plugin's HTTP API over a database with a large mesh, in one process with its threads, for the
 * bench: it says where it listens, and at each message how long its event loop was held up since
 * the one before. Takes clusters, Services of each, and how many clusters share a Service.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { AddressInfo } from 'node:net';
import { loadBackend, openStore } from './backendSources.ts';
import { common, fixtures } from './commonPackage.ts';
import { syntheticMesh } from './syntheticMesh.ts';

export interface LoopReport {
  readonly port: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Share of the time in which the loop was at work. */
  readonly utilization: number;
  /** Milliseconds of CPU that the thread of the event loop took: other work does not count. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

const { ThreadedJudging } = loadBackend(
  './service/judging/threads/ThreadedJudging.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/service/judging/threads/ThreadedJudging.ts');
const { DefaultReachabilityService } = loadBackend(
  './service/reachability/DefaultReachabilityService.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/service/reachability/DefaultReachabilityService.ts');
const { DefaultMeshService } = loadBackend(
  './service/mesh/DefaultMeshService.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/service/mesh/DefaultMeshService.ts');
const { createRouter } = loadBackend(
  './http/createRouter.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/http/createRouter.ts');
const express = loadBackend('express') as typeof import('express');
const { toSharedJson } = loadBackend(
  './service/judging/known/sharedJson.ts',
) as typeof import('../../plugins/mesh-federation-backend/src/service/judging/known/sharedJson.ts');

const [clusters = 10, services = 2500, spread = 4] = process.argv
  .slice(2)
  .map(Number);

/** Its selector matches every Service and every Pod. */
const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'everything',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-label-selector': '!none' },
  },
};

const states = [...syntheticMesh({ clusters, services, spread })];
const { store } = await openStore();
for (const state of states) {
  await store.save({ state });
}
const judging = new ThreadedJudging();
const inventory = fixtures.anInventory(states.map(({ cluster }) => cluster));
const options = {
  judging,
  observation: {
    inventory: async () => inventory,
    packed: () => store.packed(),
  },
  federations: { listFederations: async () => [] },
  now: () => new Date(fixtures.NOW),
  catalog: {
    getEntityByRef: async () => ENTITY,
    getEntitiesByRefs: async () => ({ items: [] }),
    queryEntities: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
  },
  // Who asks is no user, and owns nothing.
  userInfo: {} as never,
  logger: {} as never,
  witness: undefined,
  witnessed: undefined,
  directory: {
    read: async () => ({
      shared: { version: 1, entities: toSharedJson([]) },
      owners: new Map(),
      providers: new Map(),
    }),
  },
};
const router = await createRouter({
  services: {
    mesh: new DefaultMeshService(options),
    reachability: new DefaultReachabilityService(options),
  } as never,
  httpAuth: { credentials: async () => ({ principal: {} }) } as never,
});

/** Something else is seen in one cluster. */
let observed = 0;
async function observe(): Promise<void> {
  observed++;
  const at = new Date(
    Date.parse(fixtures.OBSERVED_AT) + 1000 * observed,
  ).toISOString();
  await store.save({
    state: {
      ...states[0]!,
      at,
      kubernetesVersion: common.observed(`v1.34.${observed}`, at),
    },
  });
}

const server = express().use(router).listen(0, '127.0.0.1');
await new Promise(resolve => server.once('listening', resolve));
const { port } = server.address() as AddressInfo;

const histogram = monitorEventLoopDelay({ resolution: 5 });
const cpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
let cpuBefore = cpuMs();
let utilization = performance.eventLoopUtilization();
histogram.enable();

function report(): LoopReport {
  const used = performance.eventLoopUtilization(utilization);
  const toMs = (nanoseconds: number) => nanoseconds / 1e6;
  return {
    port,
    p50: toMs(histogram.percentile(50)),
    p99: toMs(histogram.percentile(99)),
    max: toMs(histogram.max),
    utilization: used.utilization,
    cpuMs: cpuMs() - cpuBefore,
    rssBytes: process.memoryUsage().rss,
  };
}

function reset(): void {
  histogram.reset();
  utilization = performance.eventLoopUtilization();
  cpuBefore = cpuMs();
}

process.on('message', async message => {
  if (message === 'observe') {
    await observe();
  }
  process.send!(report());
  if (message === 'reset') {
    reset();
  }
});
process.send!(report());
