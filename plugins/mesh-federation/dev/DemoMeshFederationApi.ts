import { NotFoundError } from '@backstage/errors';
import type {
  ClusterOverview,
  EntityMesh,
  EntityReachability,
  Federation,
  FederationSpec,
  Finding,
  MeshFederationApi,
  Plan,
  PlanRequest,
  PlanSummary,
  ReachabilityFilter,
  Run,
  RunEvent,
  RunSummary,
  RunWithEvents,
  ServiceReachabilityAnswer,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aFederation } from '@mesh-federation/backstage-plugin-mesh-federation-common/testUtils';
import { aBlockingFinding, aFinding } from '../src/__testUtils__/aFinding';
import { explain } from '../src/__testUtils__/anEntityReachability';
import {
  OBSERVED_AT,
  anOverview,
  anUnknownOverview,
  aStaleOverview,
} from '../src/__testUtils__/anOverview';
import { aPlan } from '../src/__testUtils__/aPlan';
import {
  aDoneStep,
  aFinishedRun,
  aPendingStep,
  aProof,
  aRun,
} from '../src/__testUtils__/aRun';
import { aTrustReport } from '../src/__testUtils__/aTrustReport';
import { demoCluster } from './demoCluster';
import { demoMesh, demoReachability } from './demoReachability';

const STEP_MS = 4_000;
const CLUSTERS = ['east', 'north', 'south', 'west'];

/** The API without a backend: fixture data, and runs that move on by the clock. */
export class DemoMeshFederationApi implements MeshFederationApi {
  readonly #federations = new Map<string, Federation>([
    ['demo', aFederation(['east', 'west'], { description: 'East and west' })],
  ]);
  readonly #plans = new Map<string, Plan>([
    ['plan-1', aPlan({ findings: [aFinding()] })],
    [
      'blocked',
      aPlan({
        id: 'blocked',
        status: 'blocked',
        findings: [aBlockingFinding()],
      }),
    ],
    ['empty', aPlan({ id: 'empty', status: 'empty', steps: [] })],
  ]);
  readonly #started = new Map<string, { run: Run; at: number }>();

  async listClusters(): Promise<{ items: readonly ClusterOverview[] }> {
    return {
      items: [
        anOverview('east', { gateways: [aDemoGateway('east')] }),
        aStaleOverview('north'),
        anUnknownOverview('south'),
        anOverview('west', { proxies: { total: 5, withXdsAgent: 2 } }),
      ],
    };
  }

  async getTrust(): Promise<TrustReport> {
    return aTrustReport(CLUSTERS, (from, to) => {
      if ([from, to].includes('south')) return ['unknown', 'unknown'];
      if (from === 'north') return ['one-way', 'not-synced'];
      if (to === 'north') return ['broken', 'absent'];
      return ['verified', 'synced'];
    });
  }

  async listFindings(): Promise<{ items: readonly Finding[] }> {
    return { items: [aBlockingFinding(), aFinding()] };
  }

  async listFederations(): Promise<{ items: readonly Federation[] }> {
    return { items: [...this.#federations.values()] };
  }

  async getFederation(name: string): Promise<Federation> {
    return found(this.#federations.get(name), `federation ${name}`);
  }

  async putFederation(name: string, spec: FederationSpec): Promise<Federation> {
    const federation = aFederation(spec.members, { name, ...spec });
    this.#federations.set(name, federation);
    return federation;
  }

  async listPlans(): Promise<{ items: readonly PlanSummary[] }> {
    return {
      items: [...this.#plans.values()].map(plan => ({
        ...plan,
        federation: plan.federation.name,
        steps: plan.steps.length,
      })),
    };
  }

  async createPlan(federation: string, request: PlanRequest): Promise<Plan> {
    const id = `plan-${this.#plans.size + 1}`;
    const plan = aPlan({
      id,
      request,
      federation: await this.getFederation(federation),
    });
    this.#plans.set(id, plan);
    return plan;
  }

  async getPlan(id: string): Promise<Plan> {
    return found(this.#plans.get(id), `plan ${id}`);
  }

  async startRun(planId: string): Promise<Run> {
    const id = `demo-run-${this.#started.size + 1}`;
    const run = aRun({ id, planId });
    this.#started.set(id, { run, at: Date.now() });
    return run;
  }

  async listRuns(): Promise<{ items: readonly RunSummary[] }> {
    const runs = [
      ...[...this.#started.keys()].map(id => this.getRun(id)),
      ...['failed', 'finished'].map(id => this.getRun(id)),
    ];
    return {
      items: (await Promise.all(runs)).map(run => ({
        ...run,
        stepsDone: run.steps.filter(s => s.status === 'succeeded').length,
        stepsTotal: run.steps.length,
      })),
    };
  }

  async getRun(id: string): Promise<RunWithEvents> {
    if (id === 'finished') return aFinishedRun({ id });
    if (id === 'failed') return aFailedRun(id);
    const { run, at } = found(this.#started.get(id), `run ${id}`);
    return progress(run, await this.getPlan(run.planId), Date.now() - at);
  }

  async cancelRun(id: string): Promise<Run> {
    const started = found(this.#started.get(id), `run ${id}`);
    started.run = { ...started.run, cancelRequested: true };
    return started.run;
  }

  async observe() {
    // Long enough to see that something is under way.
    await new Promise(resolve => {
      setTimeout(resolve, 2_000);
    });
    return this.listClusters();
  }

  async getEntityMesh({ name }: { name: string }): Promise<EntityMesh> {
    return demoCluster[name]?.() ?? demoMesh(name);
  }

  async getEntityReachability(
    { name }: { name: string },
    filter: ReachabilityFilter = {},
  ): Promise<EntityReachability> {
    const answer = await (demoReachability[name] ?? demoReachability.orders)();
    return filter.from && filter.to ? explain(answer, filter) : answer;
  }

  async getServiceReachability(): Promise<ServiceReachabilityAnswer> {
    const { items } = await demoReachability.mixed();
    return { items, at: OBSERVED_AT };
  }
}

function aDemoGateway(name: string): ClusterOverview['gateways'][number] {
  return {
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      namespace: 'istio-system',
      name: 'mesh-federation-eastwest',
    },
    resourceVersion: '1',
    ownership: { owner: 'self', managers: [], federations: ['demo'] },
    network: `network-${name}`,
    addresses: ['198.51.100.4'],
    port: 15443,
    autoPassthrough: true,
    hosts: ['*.local'],
    programmed: true,
  };
}

function aFailedRun(id: string): RunWithEvents {
  const error = {
    code: 'MF7003',
    message: 'ConfigMap istio-system/mesh-federation in west has changed.',
    fix: 'Make a new plan and approve it.',
    cluster: 'west',
  } as const;
  const run = aRun({ id, status: 'conflict', error, finishedAt: undefined });
  return {
    ...run,
    steps: run.steps.map((step, index) =>
      index === 1
        ? { ...step, status: 'failed', message: undefined, error }
        : step,
    ),
  };
}

function progress(run: Run, plan: Plan, elapsed: number): RunWithEvents {
  const done = Math.min(plan.steps.length, Math.floor(elapsed / STEP_MS));
  const finished = done === plan.steps.length;
  const steps = plan.steps.map((planned, index) => {
    if (index < done) return aDoneStep(planned);
    const pending = aPendingStep(planned);
    return index === done
      ? {
          ...pending,
          status: 'running' as const,
          message: 'the clusters to answer',
        }
      : pending;
  });
  const events = steps.slice(0, done).map(
    (step, index): RunEvent => ({
      sequence: index + 1,
      at: new Date(Date.parse(run.startedAt) + index * STEP_MS).toISOString(),
      stepId: step.id,
      type: 'step-succeeded',
      message: step.title,
    }),
  );
  return {
    ...run,
    steps,
    events,
    status: finished ? 'succeeded' : 'running',
    ...(finished ? { proof: aProof(steps) } : {}),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (!value) throw new NotFoundError(`There is no ${what}.`);
  return value;
}
