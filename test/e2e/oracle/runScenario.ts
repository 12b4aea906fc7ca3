import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../demo/api.ts';
import { askPlugin, type Answer } from './askPlugin.ts';
import { makeChanges, startStopped, undoChanges } from './changeClusters.ts';
import { compare, type Facts, type Row, type Seed } from './compare.ts';
import { refOf, type KubeObject } from './KubeApi.ts';
import {
  gatewayConnections,
  measureTraffic,
  type Measured,
} from './measureTraffic.ts';
import { SCENE, serviceObject } from './scene.ts';
import {
  changesRoots,
  rootsOf,
  untilEndpointsKnown,
  untilRootsChanged,
} from './settle.ts';
import { cure, type Cured, type Look } from './cure.ts';
import type { Scenario } from './scenario.ts';
import { Snapshots, type Touched } from './Snapshots.ts';
import { proveUndecided } from './proveUndecided.ts';
import { tcpHandshakes } from './tcpHandshakes.ts';
import { tcpPortsOf } from './tcpPortsOf.ts';
import { takeOver } from './takeOver.ts';
import { Stopwatch } from './Stopwatch.ts';
import type { Stage } from './Stage.ts';
import { waitForWorkloads, type WorkloadName } from '../../bed/index.ts';

/** What came of one scenario. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly rows: readonly Row[];
  readonly answers: readonly Answer[];
  readonly measured: readonly Measured[];
  /** By which the answers are judged. */
  readonly facts: Facts;
  /** What came of the remedies, where the scenario says that there are some. */
  readonly cured?: Cured;
  /** What somebody else says of the clusters, when that was asked for. */
  readonly analyzed: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** Of those, by what was done. */
  readonly spent: Readonly<Record<string, number>>;
}

export interface RunOptions {
  readonly api: Api;
  readonly stage: Stage;
  /** Lets the plugin observe, beginning after the call. */
  readonly observe: () => Promise<void>;
  /** False: only send requests. */
  readonly ask: boolean;
  /** Other times after which is looked again; see `LOOK_AGAIN_MS`. */
  readonly lookAgainMs?: readonly number[];
  /** Which rows do not agree, where it is not all that have problems: they are looked at again. */
  readonly disagrees?: (row: Row) => boolean;
  /** Called while the scenario is in place, for each cluster that runs. */
  readonly analyze?: (cluster: string) => Promise<string>;
}

/**
 * Where an answer of the plugin differs from the traffic, both are asked again after these times,
 * when things have come to rest: the second is for a machine that stood still for a while.
 */
const LOOK_AGAIN_MS = [4000, 15_000];

/** The same after a remedy, of which the harness knows not how long it takes to get about. */
const LOOK_AFTER_REMEDY_MS = [1000, 2000, 4000, 8000, 15_000];

/**
 * Applies a scenario, measures, asks and takes everything back again, whatever happens in between.
 */
export async function runScenario(
  options: RunOptions,
  scenario: Scenario,
): Promise<ScenarioResult> {
  const { stage, disagrees = hasProblems } = options;
  const agrees = ({ rows }: Look): boolean => !rows.some(disagrees);
  const watch = new Stopwatch();
  const snapshots = new Snapshots(stage);
  const judgeUntil = async (
    pauses: readonly number[],
    isWanted: (look: Look) => boolean,
  ) => {
    let result = await judge(options, scenario, snapshots.touched, watch);
    for (const pause of pauses) {
      if (isWanted(result)) {
        break;
      }
      await sleep(pause);
      watch.lap('look again');
      result = await judge(options, scenario, snapshots.touched, watch);
    }
    return result;
  };
  let result: Judged;
  let cured: Cured | undefined;
  try {
    await applyScenario(stage, snapshots, scenario, watch);
    result = await judgeUntil(options.lookAgainMs ?? LOOK_AGAIN_MS, agrees);
    if (options.ask && agrees(result)) {
      const { answers, rows } = result;
      result = {
        ...result,
        rows: await takeOver({ stage, snapshots, scenario }, answers, rows),
      };
      watch.lap('take over');
    }
    const { treatment, undecided } = scenario;
    if (options.ask && undecided && agrees(result)) {
      const { answers, measured, rows } = result;
      result = {
        ...result,
        rows: await proveUndecided(
          { stage, scenario, undecided },
          { answers, measured, rows },
        ),
      };
      watch.lap('otherwise');
    }
    if (options.ask && treatment && agrees(result)) {
      cured = await cure({
        stage,
        snapshots,
        scenario,
        treatment,
        judged: result,
        judgeUntil: isWanted => judgeUntil(LOOK_AFTER_REMEDY_MS, isWanted),
      });
    }
  } finally {
    await restore(stage, snapshots, scenario);
    await waitForRestored(stage, cured);
    watch.lap('restore');
  }
  return {
    ...result,
    ...(cured && { cured }),
    seconds: watch.seconds(),
    spent: watch.laps(),
  };
}

const hasProblems = ({ problems }: Row): boolean => problems.length > 0;

/** A remedy has replaced Pods; putting its workload back has replaced them once more. */
async function waitForRestored(
  stage: Stage,
  cured: Cured | undefined,
): Promise<void> {
  await Promise.all(
    Object.entries(cured?.restarted ?? {}).map(([cluster, workloads]) =>
      waitForWorkloads(stage.handle(cluster), workloads),
    ),
  );
  stage.forgetCallers();
}

type Judged = Omit<ScenarioResult, 'cured' | 'seconds' | 'spent'>;

/**
 * Services first, so that all istiods have their endpoints before something is broken; nobody has
 * called them yet.
 */
async function applyScenario(
  stage: Stage,
  snapshots: Snapshots,
  scenario: Scenario,
  watch: Stopwatch,
): Promise<void> {
  await Promise.all(
    stage.names.map(async cluster => {
      for (const object of objectsOf(scenario, cluster)) {
        await snapshots.keep(cluster, refOf(object));
        await stage.api(cluster).apply(object);
      }
      const workloads = workloadsOf(scenario, cluster);
      if (workloads.length > 0) {
        await waitForWorkloads(stage.handle(cluster), workloads, 180_000);
      }
    }),
  );
  watch.lap('apply');
  if (scenario.changes.length > 0) {
    await stage.barrier();
    watch.lap('barrier');
    if (scenario.changes.some(({ kind }) => kind === 'revoke')) {
      await untilEndpointsKnown(stage, scenario);
    }
    const roots = changesRoots(scenario) ? await rootsOf(stage) : undefined;
    await makeChanges(stage, snapshots, scenario.changes);
    if (roots) {
      await untilRootsChanged(stage, roots);
    }
    watch.lap('change');
  }
}

function objectsOf(
  { services, manifests }: Scenario,
  cluster: string,
): readonly KubeObject[] {
  return [
    ...services
      .filter(service => service.in.includes(cluster))
      .map(({ namespace, name, workload, runs }) =>
        serviceObject({
          namespace,
          name,
          ...(runs.includes(cluster) && { workload }),
        }),
      ),
    ...(manifests[cluster] ?? []),
  ];
}

function workloadsOf(
  { manifests }: Scenario,
  cluster: string,
): readonly WorkloadName[] {
  return (manifests[cluster] ?? []).flatMap(({ kind, metadata }) =>
    kind === 'Deployment' || kind === 'StatefulSet'
      ? [{ kind, namespace: metadata.namespace ?? SCENE, name: metadata.name }]
      : [],
  );
}

async function judge(
  { api, stage, observe, ask, analyze }: RunOptions,
  scenario: Scenario,
  touched: readonly Touched[],
  watch: Stopwatch,
): Promise<Judged> {
  // Who has no sidecar never gets an answer that is configured for sidecars.
  const others = scenario.clients.filter(({ workload }) => workload !== 'bare');
  const sure = await stage.barrier(others);
  watch.lap('barrier');
  const measured = await measureTraffic(stage, scenario, { sure });
  watch.lap('traffic');
  const answer = async () => {
    await observe();
    return askPlugin(api, stage, scenario);
  };
  const [answers, tcp, gateways, analyzed] = await Promise.all([
    ask ? answer() : [],
    tcpPortsOf(stage, scenario),
    gatewaysOf(stage, measured),
    analyzeAll(stage, analyze),
  ]);
  watch.lap('ask');
  const handshakes = await tcpHandshakes(stage, scenario, tcp);
  const facts: Facts = {
    seeded: seededBy(scenario, touched, stage.names),
    routesUnseen: scenario.changes.some(
      ({ kind }) => kind === 'joinPodNetworks',
    ),
    undecided: scenario.undecided !== undefined,
    stale: scenario.changes.some(({ kind }) => kind === 'revoke'),
    hidden: new Set(stage.names.filter(name => !stage.alive.includes(name))),
    gateways,
    handshakes,
    tcp,
  };
  return {
    scenario,
    rows: compare(measured, answers, facts),
    answers,
    measured,
    facts,
    analyzed,
  };
}

async function analyzeAll(
  stage: Stage,
  analyze: RunOptions['analyze'],
): Promise<Readonly<Record<string, string>>> {
  const said: Record<string, string> = {};
  for (const cluster of analyze ? stage.alive : []) {
    said[cluster] = await analyze!(cluster);
  }
  return said;
}

/** Only of clusters that have answered a client of another one. */
async function gatewaysOf(
  stage: Stage,
  measured: readonly Measured[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const crossed = new Set(
    measured.flatMap(({ cluster, results }) =>
      results.flatMap(({ answeredBy }) =>
        answeredBy !== cluster && stage.names.includes(answeredBy ?? '')
          ? [answeredBy!]
          : [],
      ),
    ),
  );
  return new Map(
    await Promise.all(
      [...crossed].map(
        async cluster =>
          [cluster, await gatewayConnections(stage, cluster)] as const,
      ),
    ),
  );
}

/**
 * What the scenario made different from a healthy mesh: its changes and manifests, the Service
 * where a cluster does not have it, and workloads that are not like the usual ones. A plain Service
 * that the harness makes is not: it is only what is called.
 */
function seededBy(
  scenario: Scenario,
  touched: readonly Touched[],
  clusters: readonly string[],
): readonly Seed[] {
  const { services, clients, changes } = scenario;
  const plain = new Set(
    services.map(({ namespace, name }) => `${namespace}/${name}`),
  );
  const workload = (namespace: string, name: string) =>
    clusters.map(cluster => ({
      cluster,
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace,
        name,
      },
    }));
  return [
    ...touched.filter(
      ({ object }) =>
        object.kind !== 'Service' ||
        !plain.has(`${object.namespace}/${object.name}`) ||
        isChanged(scenario, object.name),
    ),
    ...changes.flatMap(change =>
      change.kind === 'delete'
        ? [{ cluster: change.cluster, object: change.object, gone: true }]
        : [],
    ),
    // A Service that one cluster has under this name is missing, or another one, in the rest.
    ...touched
      .filter(
        ({ object }) =>
          object.kind === 'Service' &&
          !plain.has(`${object.namespace}/${object.name}`),
      )
      .flatMap(({ object }) => clusters.map(cluster => ({ cluster, object }))),
    ...services.flatMap(service => [
      ...clusters
        .filter(cluster => !service.in.includes(cluster))
        .map(cluster => ({
          cluster,
          object: {
            apiVersion: 'v1',
            kind: 'Service',
            namespace: service.namespace,
            name: service.name,
          },
        })),
      ...(['echo', 'guest'].includes(service.workload)
        ? []
        : [
            ...workload(service.namespace, service.workload),
            ...service.runs.map(cluster => ({
              cluster,
              object: {
                apiVersion: 'v1',
                kind: 'Service',
                namespace: service.namespace,
                name: service.name,
              },
            })),
          ]),
    ]),
    ...changes.flatMap(change => {
      const app = change.kind === 'patch' && selectedApp(change.with);
      return app ? workload(change.object.namespace ?? SCENE, app) : [];
    }),
    ...clients
      .filter(client => client.workload !== 'client')
      .flatMap(client => workload(client.namespace, client.workload)),
  ];
}

/** The workload that a patch of a Service lets it select. */
function selectedApp(patch: unknown): string | undefined {
  const { spec } = patch as {
    readonly spec?: { readonly selector?: { readonly app?: string } };
  };
  return spec?.selector?.app;
}

function isChanged({ changes }: Scenario, service: string): boolean {
  return changes.some(
    change =>
      'object' in change &&
      change.object.kind === 'Service' &&
      change.object.name === service,
  );
}

async function restore(
  stage: Stage,
  snapshots: Snapshots,
  { changes, undecided }: Scenario,
): Promise<void> {
  await startStopped(stage);
  try {
    await snapshots.restore();
  } finally {
    await undoChanges(stage, [...(undecided?.otherwise ?? []), ...changes]);
    stage.forgetCallers();
  }
}
