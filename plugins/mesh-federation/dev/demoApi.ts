import { NotFoundError } from '@backstage/errors';
import {
  optional,
  type ClusterOverview,
  type Federation,
  type MeshFederationApi,
  type Plan,
  type Run,
  type RunEvent,
  type RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aFederation } from '@mesh-federation/fixtures';
import { aBlockingFinding, aFinding } from '../src/__testUtils__/aFinding';
import { explain } from '../src/__testUtils__/anEntityReachability';
import {
  OBSERVED_AT,
  anOverview,
  anUnknownOverview,
  aStaleOverview,
} from '../src/__testUtils__/anOverview';
import { answers } from '../src/__testUtils__/answers';
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

const MESH_ANSWERS = answers({
  clusters: [
    anOverview('east', { gateways: [aDemoGateway('east')] }),
    aStaleOverview('north'),
    anUnknownOverview('south'),
    anOverview('west', { proxies: { total: 5, withXdsAgent: 2 } }),
  ],
  trust: aTrustReport(CLUSTERS, (from, to) => {
    if ([from, to].includes('south')) return ['unknown', 'unknown'];
    if (from === 'north') return ['one-way', 'not-synced'];
    if (to === 'north') return ['broken', 'absent'];
    return ['verified', 'synced'];
  }),
  findings: [aBlockingFinding(), aFinding()],
});

/** Federations and plans that can be changed, as long as the page is open. */
function demoPlanning() {
  const federations = new Map<string, Federation>([
    ['demo', aFederation(['east', 'west'], { description: 'East and west' })],
  ]);
  const plans = new Map<string, Plan>(
    [
      aPlan({ id: 'plan-1', findings: [aFinding()] }),
      aPlan({
        id: 'blocked',
        status: 'blocked',
        findings: [aBlockingFinding()],
      }),
      aPlan({ id: 'empty', status: 'empty', steps: [] }),
    ].map(plan => [plan.id, plan]),
  );
  return {
    listFederations: async () => ({ items: [...federations.values()] }),
    getFederation: async name =>
      found(federations.get(name), `federation ${name}`),
    putFederation: async (name, spec) => {
      const federation = aFederation(spec.members, { name, ...spec });
      federations.set(name, federation);
      return federation;
    },
    listPlans: async () => ({
      items: [...plans.values()].map(plan => ({
        ...plan,
        federation: plan.federation.name,
        steps: plan.steps.length,
      })),
    }),
    createPlan: async (name, request) => {
      const id = `plan-${plans.size + 1}`;
      const federation = found(federations.get(name), `federation ${name}`);
      const plan = aPlan({ id, request, federation });
      plans.set(id, plan);
      return plan;
    },
    getPlan: async id => found(plans.get(id), `plan ${id}`),
  } satisfies Partial<MeshFederationApi>;
}

/** Runs that move on by the clock. */
function demoRuns(getPlan: MeshFederationApi['getPlan']) {
  const started = new Map<string, { run: Run; at: number }>();
  const getRun = async (id: string): Promise<RunWithEvents> => {
    if (id === 'finished') return aFinishedRun({ id });
    if (id === 'failed') return aFailedRun(id);
    const { run, at } = found(started.get(id), `run ${id}`);
    return progress(run, await getPlan(run.planId), Date.now() - at);
  };
  return {
    getRun,
    startRun: async planId => {
      const id = `demo-run-${started.size + 1}`;
      const run = aRun({ id, planId });
      started.set(id, { run, at: Date.now() });
      return run;
    },
    listRuns: async () => {
      const ids = [...started.keys(), 'failed', 'finished'];
      return {
        items: (await Promise.all(ids.map(getRun))).map(run => ({
          ...run,
          stepsDone: run.steps.filter(s => s.status === 'succeeded').length,
          stepsTotal: run.steps.length,
        })),
      };
    },
    cancelRun: async id => {
      const entry = found(started.get(id), `run ${id}`);
      entry.run = { ...entry.run, cancelRequested: true };
      return entry.run;
    },
    continueRun: async id => {
      const failed = await getRun(id);
      const { finishedAt, error, ...run } = failed;
      started.set(id, { run: { ...run, status: 'running' }, at: Date.now() });
      return run;
    },
  } satisfies Partial<MeshFederationApi>;
}

/** The API without a backend: fixture data, and runs that move on by the clock. */
export function demoApi(): MeshFederationApi {
  const planning = demoPlanning();
  return {
    ...MESH_ANSWERS,
    ...planning,
    ...demoRuns(planning.getPlan),
    observe: async () => {
      // Long enough to see that something is under way.
      await new Promise(resolve => {
        setTimeout(resolve, 2_000);
      });
      return MESH_ANSWERS.observe();
    },
    getEntityMesh: async ({ name }) => demoCluster[name]?.() ?? demoMesh(name),
    getEntityReachability: async ({ name }, filter = {}) => {
      const answer = await (
        demoReachability[name] ?? demoReachability.orders
      )();
      return filter.from && filter.to ? explain(answer, filter) : answer;
    },
    getServiceReachability: async () => {
      const { items } = await demoReachability.mixed();
      return { items, at: OBSERVED_AT };
    },
  };
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
    ...optional({ proof: finished ? aProof(steps) : undefined }),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (!value) throw new NotFoundError(`There is no ${what}`);
  return value;
}
