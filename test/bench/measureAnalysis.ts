/**
 * Analysis of a large mesh against `JSON.parse` of the same states, in one process. Prints one JSON object. Run by the bench with a
 * heap limit and `--expose-gc`; takes clusters, services of each, and how many clusters share a Service.
 */
import type {
  ClusterState,
  ReachabilityContext,
  ReachabilityVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { common, testUtils } from './commonPackage.ts';
import {
  serviceNames,
  syntheticMesh,
  type ServiceName,
} from './syntheticMesh.ts';

const { analyzeReachability, createReachabilityContext, observed } = common;
const { NOW } = testUtils;

export interface AnalysisMeasurement {
  readonly services: number;
  readonly cells: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly textBytes: number;
  readonly parseMs: number;
  readonly fullMs: number;
  readonly changedMs: number;
  readonly heapBytesOfStates: number;
  readonly heapBytesOfIndexes: number;
}

const [clusters = 160, services = 2500, spread = 4] = process.argv
  .slice(2)
  .map(Number);
const size = { clusters, services, spread };

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
function ask(
  of: ReachabilityContext,
  { namespace, name, clusters: where }: ServiceName,
  count: (verdict: ReachabilityVerdict) => void,
): void {
  for (const client of where) {
    for (const provider of where) {
      count(
        analyzeReachability(of, {
          client: { cluster: client },
          provider,
          service: { namespace, name },
          port: 80,
        }).verdict,
      );
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
const fullMs = timed(() => {
  const full = context(states);
  const count = (verdict: ReachabilityVerdict) => {
    cells++;
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  };
  names.forEach(name => ask(full, name, count));
});
const indexed = heapUsed();

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
const changedMs = timed(() =>
  ask(context(changed), names[0]!, verdict => changedVerdicts.push(verdict)),
);
if (!changedVerdicts.includes('blocked')) {
  throw new Error('The changed port name was not noticed');
}

const measurement: AnalysisMeasurement = {
  services: clusters * services,
  cells,
  verdicts,
  textBytes,
  parseMs,
  fullMs,
  changedMs,
  heapBytesOfStates: parsed - before,
  heapBytesOfIndexes: indexed - parsed,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
