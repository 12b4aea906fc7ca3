import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../demo/paths.ts';
import { interrupted } from '../demo/interrupted.ts';
import { progress } from '../demo/progress.ts';
import { approveAndFollow } from '../demo/runPlan.ts';
import { openSession, type Session } from '../demo/session.ts';
import { measureAnalysis, type AnalysisSize } from './analysis.ts';
import { measureApi } from './api.ts';
import { measureEntity } from './entity.ts';
import type { Measurement } from './Figure.ts';
import { report } from './report.ts';
import { measureRequests } from './requests.ts';
import { measureThread } from './thread.ts';
import { measureWitness } from './witness/measureWitness.ts';

const HELP = `Measures the analysis, the API and the load on API servers; prints Markdown.

usage: npm run bench -- [parts] [options]

  analysis         the whole analysis against JSON.parse of the same states; memory
  entity           the event loop and the answers while an entity of 25,000 Services is asked
                   for 20 times a second
  thread           for how long storing and planning hold up the event loop
  requests         what an idle, joined federation asks of each API server (starts clusters)
  witness          what it costs to ask istiod, with few and many proxies (starts clusters)
  api              an entity's answer against the Kubernetes plugin's own query, with all
                   clusters up and with one dead (starts clusters)
                   without a part: all of them

  --clusters N     clusters of the analysis (default 160)
  --services N     Services of each (default 2500)
  --port N         port of Backstage (default 7027)
  --write          also write docs/performance.md
  --help           this text
`;

const PARTS = [
  'analysis',
  'entity',
  'thread',
  'requests',
  'witness',
  'api',
] as const;

type Part = (typeof PARTS)[number];

/** Those that measure a federation of real clusters. */
const ON_CLUSTERS: readonly Part[] = ['requests', 'witness', 'api'];

class UsageError extends Error {}

interface BenchOptions {
  readonly parts: readonly Part[];
  readonly size: AnalysisSize;
  readonly port: number;
  readonly write: boolean;
}

function count(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw new UsageError(`--${name} takes a whole number, not "${value}"`);
  }
  return number;
}

/** Undefined when only the help is wanted. */
function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      clusters: { type: 'string', default: '160' },
      services: { type: 'string', default: '2500' },
      port: { type: 'string', default: '7027' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  const wrong = positionals.find(name => !PARTS.some(part => part === name));
  if (wrong !== undefined) {
    throw new UsageError(`There is no part "${wrong}"`);
  }
  return {
    parts: PARTS.filter(
      part => positionals.length === 0 || positionals.includes(part),
    ),
    size: {
      clusters: count('clusters', values.clusters),
      services: count('services', values.services),
    },
    port: count('port', values.port),
    write: values.write,
  };
}

async function joinAll(session: Session): Promise<void> {
  const { api, clusters } = session;
  const federation = 'bench';
  await api.putFederation(
    federation,
    clusters.map(({ name }) => name),
  );
  const plan = await api.createPlan(federation, {
    kind: 'join',
    restartWorkloads: true,
  });
  if (plan.status !== 'empty') {
    await approveAndFollow(api, plan);
  }
}

/** Takes the clusters down at Ctrl-C as well. */
async function onClusters(
  parts: readonly Part[],
  port: number,
): Promise<readonly Measurement[]> {
  const stop = interrupted();
  const session = await openSession({
    clusters: 2,
    federate: true,
    once: true,
    keep: false,
    port,
  });
  try {
    return await Promise.race([
      measureOn(session, parts),
      stop.then((): never => {
        throw new Error('interrupted');
      }),
    ]);
  } finally {
    await session.close();
  }
}

/** Idle first, and last the part after which a cluster is dead. */
async function measureOn(
  session: Session,
  parts: readonly Part[],
): Promise<readonly Measurement[]> {
  await joinAll(session);
  const measurements: Measurement[] = [];
  if (parts.includes('requests')) {
    progress('bench', 'counting requests of an idle federation, 4 minutes');
    measurements.push(await measureRequests(session.clusters));
  }
  if (parts.includes('witness')) {
    progress('bench', 'asking istiod, 8 minutes');
    measurements.push(await measureWitness(session));
  }
  if (parts.includes('api')) {
    progress('bench', 'asking the API');
    measurements.push(await measureApi(session));
  }
  return measurements;
}

async function measure({
  parts,
  size,
  port,
}: BenchOptions): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  if (parts.includes('analysis')) {
    progress('bench', 'analyzing a large mesh');
    measurements.push(await measureAnalysis(size));
  }
  if (parts.includes('entity')) {
    progress('bench', 'asking for an entity of very many Services');
    measurements.push(await measureEntity());
  }
  if (parts.includes('thread')) {
    progress('bench', 'storing and planning with large clusters');
    measurements.push(await measureThread());
  }
  if (parts.some(part => ON_CLUSTERS.includes(part))) {
    measurements.push(...(await onClusters(parts, port)));
  }
  return measurements;
}

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  if (options === undefined) {
    process.stdout.write(HELP);
    return;
  }
  const text = report(
    await measure(options),
    ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    new Date().toISOString().slice(0, 10),
  );
  process.stdout.write(text);
  if (options.write) {
    writeFileSync(join(ROOT, 'docs/performance.md'), text);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const usage =
    error instanceof UsageError ||
    String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(
    usage
      ? `${(error as Error).message}\n\n${HELP}`
      : `${(error as Error).stack}\n`,
  );
  process.exitCode = usage ? 2 : 1;
}
