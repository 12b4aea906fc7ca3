import { storeForTest } from '../../__testUtils__/storeForTest';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  ClusterState,
  Federation,
  Inventory,
  Plan,
  PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { DefaultObservationService } from '../../observation/DefaultObservationService';
import { makePlan } from '../../service/changes/makePlan';
import { renderStep } from '../steps/renderStep';
import type { RunBench } from './runBench';

const MEMBERS = ['east', 'west'];

export const FEDERATION: Federation = {
  name: 'demo',
  members: MEMBERS,
  reader: 'with-secrets',
  version: 1,
  createdAt: '2026-06-01T00:00:00.000Z',
  updatedAt: '2026-06-01T00:00:00.000Z',
  updatedBy: 'user:default/platform',
};

const INVENTORY: Inventory = {
  clusters: MEMBERS.map(name => ({
    name,
    authProvider: 'serviceAccount',
    usable: true,
  })),
  findings: [],
};

/** The real observation of the clusters in memory. */
export async function observe(
  bench: RunBench,
  urlOf = (cluster: string) => `https://${cluster}.example:6443`,
): Promise<readonly ClusterState[]> {
  const { store, past } = storeForTest();
  const service = new DefaultObservationService({
    inventory: {
      read: async () => INVENTORY,
      apiServerUrl: async cluster => ({
        url: urlOf(cluster),
        source: 'config',
      }),
    },
    clients: {
      forCluster: name =>
        name === 'east' ? bench.east.client : bench.west.client,
    },
    exec: {
      run: async () => ({
        ok: false,
        error: { reason: { kind: 'unsupported', message: 'in memory' } },
      }),
    },
    stopping: new AbortController().signal,
    store,
    past,
    config: {
      observation: {
        frequency: { minutes: 1 },
        clusterTimeoutMs: 30_000,
        callTimeoutMs: 10_000,
        concurrentClusters: 2,
        concurrentCallsPerCluster: 2,
      },
      witness: { enabled: false, background: false, intervalMs: 1_000 },
      runs: {
        gateTimeoutMs: 20_000,
        proposalTimeoutMs: 86_400_000,
        leaseMs: 20_000,
      },
      changes: { services: [] },
      approval: { anotherPerson: false },
      history: { maxAgeMs: 86_400_000, keepNewest: 50 },
      tokenLifetimeSeconds: 2_592_000,
      apiServerUrls: {},
    },
    logger: mockServices.logger.mock(),
    now: bench.time.now,
  });
  return (await service.observe()).map(({ state }) => state);
}

export async function planFor(
  bench: RunBench,
  request: PlanRequest,
  id: string,
  states?: readonly ClusterState[],
): Promise<Plan> {
  return makePlan({
    federation: FEDERATION,
    federations: [FEDERATION],
    inventory: INVENTORY,
    request,
    states: states ?? (await observe(bench)),
    renderStep,
    id,
    createdBy: 'user:default/platform',
    now: bench.time.now(),
  });
}

export const JOIN: PlanRequest = { kind: 'join', restartWorkloads: true };
