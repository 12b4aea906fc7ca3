import { mockServices } from '@backstage/backend-test-utils';
import type {
  Federation,
  Plan,
  Proof,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { createRunAudit } from '../../service/runs/createRunAudit';
import { newRun } from '../../service/changes/newRun';
import { DefaultRunWorker } from '../run/DefaultRunWorker';
import type { RunWorker, RunWorkerOptions } from '../run/RunWorker';
import { recordingAuditor, type AuditedEvent } from './recordingAuditor';
import { joinPlan } from './joinPlan';
import { MemoryRunStore } from './MemoryRunStore';
import { meshCluster, type MeshCluster } from './meshCluster';
import { VirtualTime } from './VirtualTime';

export const PROOF: Proof = {
  at: '2026-06-01T01:00:00.000Z',
  steps: [],
  proxies: [],
  report: { clusters: [], trust: [], discovery: [] },
};

/** Two clusters in memory, the plan that joins them, and workers on it. */
export interface RunBench {
  readonly time: VirtualTime;
  readonly east: MeshCluster;
  readonly west: MeshCluster;
  readonly runs: MemoryRunStore;
  readonly plan: Plan;
  /** What is wanted by now, by name. */
  readonly federations: Map<string, Federation>;
  readonly published: string[];
  /** Ids of the plans that were settled. */
  readonly settled: string[];
  /** The way to a cluster; may be replaced. */
  readonly reaching: { reach: (client: ClusterClient) => ClusterClient };
  /** What proves a run; may be replaced. */
  readonly proving: { prove: RunWorkerOptions['prove'] };
  /** Everything that was logged. */
  readonly logged: unknown[];
  /** Everything that the auditor was told. */
  readonly audited: readonly AuditedEvent[];
  worker(owner?: string): RunWorker;
  /** Starts a run of the plan and returns its id. */
  begin(id?: string, plan?: Plan): Promise<string>;
  /** Works on a run to its end, by a worker of its own. */
  finish(runId: string): Promise<Run>;
  ended(runId: string): boolean;
  /** What was told to be counted. */
  readonly counted: readonly string[];
}

export function runBench(
  change: (plan: Plan) => Plan = plan => plan,
  gateTimeoutMs = 20_000,
): RunBench {
  const time = new VirtualTime('2026-06-01T00:00:10.000Z');
  const east = meshCluster('east', time.now);
  const west = meshCluster('west', time.now);
  const plan = change(joinPlan([east.client, west.client]));
  const runs = new MemoryRunStore();
  const published: string[] = [];
  const settled: string[] = [];
  const reaching: RunBench['reaching'] = { reach: client => client };
  const reach = (client: ClusterClient) => reaching.reach(client);
  const proving: RunBench['proving'] = { prove: async () => PROOF };
  const logged: unknown[] = [];
  const audited: AuditedEvent[] = [];
  const counted: string[] = [];
  const plans = new Map([[plan.id, plan]]);
  const federations = new Map([[plan.federation.name, plan.federation]]);
  const logger = mockServices.logger.mock();
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    logger[level].mockImplementation((...entry) => void logged.push(entry));
  }
  const worker = (owner = 'worker-1') =>
    new DefaultRunWorker({
      runs,
      federations: {
        getPlan: async id => plans.get(id),
        listFederations: async () => [...federations.values()],
      },
      clients: {
        forCluster: name => reach(name === 'east' ? east.client : west.client),
      },
      prove: (...args) => proving.prove(...args),
      settle: async ({ id }) => void settled.push(id),
      publish: signal => {
        published.push(signal.type === 'run' ? signal.runId : signal.type);
      },
      audit: createRunAudit({ auditor: recordingAuditor(audited), logger }),
      telemetry: {
        runEnded: ({ kind }, { status, outcome }) =>
          void counted.push(`${kind} ${status} ${outcome}`),
        leaseLost: () => void counted.push('lease lost'),
      },
      logger,
      config: {
        runs: { gateTimeoutMs, proposalTimeoutMs: 7_200_000, leaseMs: 20_000 },
        tokenLifetimeSeconds: 2_592_000,
      },
      now: time.now,
      random: () => 0.5,
      sleep: time.sleep,
      owner,
    });
  const ended = (id: string) => runs.runs.get(id)?.status !== 'running';
  return {
    time,
    east,
    west,
    runs,
    plan,
    federations,
    published,
    settled,
    proving,
    reaching,
    logged,
    audited,
    counted,
    worker,
    ended,
    async begin(id = 'run-1', planned = plan) {
      plans.set(planned.id, planned);
      await runs.createRun(
        newRun({
          plan: planned,
          id,
          user: 'user:default/approver',
          now: time.now(),
        }),
      );
      return id;
    },
    async finish(runId) {
      const working = worker('finisher');
      await working.start();
      await time.runUntil(() => ended(runId));
      await working.stop();
      return runs.runs.get(runId)!;
    },
  };
}
