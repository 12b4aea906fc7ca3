/**
 * Analysis of a large mesh against `JSON.parse` of the same states, in one process. Prints one JSON
 * object. Run by the bench with a heap limit and `--expose-gc`; takes clusters, services of each,
 * and how many clusters share a Service.
 */
import type {
  ClusterState,
  ReachabilityQuery,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ReachabilityContext } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { analysis, classOf, common, fixtures } from './commonPackage.ts';
import {
  serviceNames,
  syntheticMesh,
  type ServiceName,
} from './syntheticMesh.ts';

const { analyzeReachability, createReachabilityContext, surveyReachability } =
  analysis;
const { observed } = common;
const { NOW } = fixtures;

export interface AnalysisMeasurement {
  readonly services: number;
  /** Services by name and namespace, and how many of them are not like another one. */
  readonly names: number;
  readonly classes: number;
  readonly cells: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly textBytes: number;
  readonly parseMs: number;
  readonly fullMs: number;
  readonly changedMs: number;
  /** CPU of a full answer with all of its evidence, in the mean of a sample. */
  readonly answerMs: number;
  readonly heapBytesOfStates: number;
  readonly heapBytesOfIndexes: number;
}

const [clusters = 160, services = 2500, spread = 4] = process.argv
  .slice(2)
  .map(Number);
const size = { clusters, services, spread };

/** Services of which full answers are asked for. */
const SAMPLE = 300;

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function context(states: readonly ClusterState[]): ReachabilityContext {
  return createReachabilityContext(
    states.map(state => ({ state })),
    NOW,
    { federations: [] },
  );
}

/** Every cell between the clusters that have the Service. */
function ask<T>(
  { namespace, name, clusters: where }: ServiceName,
  question: (query: ReachabilityQuery) => T,
): void {
  for (const cluster of where) {
    const client = { cluster };
    for (const provider of where) {
      question({ client, provider, service: { namespace, name }, port: 80 });
    }
  }
}

/** Milliseconds of CPU that the process took: other work on the machine does not count. */
function timed(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

const texts = Array.from(syntheticMesh(size), state =>
  Buffer.from(JSON.stringify(state)),
);
const textBytes = texts.reduce((sum, text) => sum + text.length, 0);
const names = serviceNames(size);
const before = heapUsed();
const states: ClusterState[] = [];
let parseMs = 0;
for (const buffer of texts) {
  const text = buffer.toString('utf8');
  parseMs += timed(() => states.push(JSON.parse(text) as ClusterState));
}
const parsed = heapUsed();

const verdicts: Record<string, number> = {};
let cells = 0;
let full: ReachabilityContext | undefined;
const fullMs = timed(() => {
  const made = context(states);
  full = made;
  names.forEach(name =>
    ask(name, query => {
      const { verdict } = surveyReachability(made, query);
      cells++;
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }),
  );
});
const indexed = heapUsed();

const classes = new Set(names.map(name => classOf(full!, name))).size;

/** Every so many Services, as many as take a second or two. */
const sample = names.filter(
  (_, index) => index % Math.ceil(names.length / SAMPLE) === 0,
);
let answers = 0;
const answerMs =
  timed(() => {
    sample.forEach(name =>
      ask(name, query => {
        analyzeReachability(full!, query);
        answers++;
      }),
    );
  }) / answers;

/** One Service of one cluster gets another port name. */
const changed = states.map((state, index) =>
  index > 0 || state.services.status === 'unknown'
    ? state
    : {
        ...state,
        services: observed(
          state.services.value.map((service, at) =>
            at > 0
              ? service
              : {
                  ...service,
                  ports: service.ports.map(port => ({
                    ...port,
                    name: 'http-renamed',
                  })),
                },
          ),
          state.services.at,
        ),
      },
);
const changedVerdicts: string[] = [];
const changedMs = timed(() => {
  const made = context(changed);
  ask(names[0]!, query =>
    changedVerdicts.push(surveyReachability(made, query).verdict),
  );
});
if (!changedVerdicts.includes('blocked')) {
  throw new Error('The changed port name was not noticed');
}

const measurement: AnalysisMeasurement = {
  services: clusters * services,
  names: names.length,
  classes,
  cells,
  verdicts,
  textBytes,
  parseMs,
  fullMs,
  changedMs,
  answerMs,
  heapBytesOfStates: parsed - before,
  heapBytesOfIndexes: indexed - parsed,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
