import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../demo/paths.ts';
import { round, type Measurement } from './Figure.ts';
import type { AnalysisMeasurement } from './measureAnalysis.ts';

export interface AnalysisSize {
  readonly clusters: number;
  readonly services: number;
}

/** How many clusters share a Service: each of them asks each of them. */
const SPREAD = 4;
const HEAP_MIB = 12_000;
const MIB = 1024 * 1024;

async function measure({
  clusters,
  services,
}: AnalysisSize): Promise<AnalysisMeasurement> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--expose-gc',
      `--max-old-space-size=${HEAP_MIB}`,
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(ROOT, 'test/bench/measureAnalysis.ts'),
      ...[clusters, services, SPREAD].map(String),
    ],
    { cwd: ROOT },
  );
  return JSON.parse(stdout) as AnalysisMeasurement;
}

function describe({
  cells,
  verdicts,
  names,
  classes,
}: AnalysisMeasurement): string {
  const count = (value: number) => value.toLocaleString('en-US');
  const found = Object.entries(verdicts)
    .map(([verdict, number]) => `${count(number)} ${verdict}`)
    .join(', ');
  return [
    `A Service is in ${SPREAD} clusters, and each of them asks each of them: ${count(
      cells,
    )} questions in all (${found}).`,
    'Full: indexes of all states, and the verdict and the first broken link for every question.',
    `Services that are alike in all that is read of them, in each of their clusters, are judged once: the ${count(
      names,
    )} Services of this mesh, of ten shapes, a tenth of them with a DestinationRule of their own and a fifth of the namespaces with policies, are of ${count(
      classes,
    )} classes. Where every Service is one of a kind, each question costs what one answer costs.`,
    'One changed object: one state is new, and the questions about the Service that changed.',
    'Times are CPU time of one process.',
  ].join(' ');
}

/** The whole analysis against reading its input, both in one run on the same states. */
export async function measureAnalysis(
  size: AnalysisSize,
): Promise<Measurement> {
  const result = await measure(size);
  const full = result.fullMs / result.parseMs;
  const changed = (100 * result.changedMs) / result.fullMs;
  const memory =
    (result.heapBytesOfStates + result.heapBytesOfIndexes) /
    MIB /
    (result.services / 1000);
  return {
    title: `Analysis of ${
      size.clusters
    } clusters with ${size.services.toLocaleString('en-US')} Services each`,
    method: describe(result),
    figures: [
      {
        what: `JSON.parse of all states (${round(
          result.textBytes / MIB,
        )} MiB of text)`,
        value: `${round(result.parseMs / 1000)} s`,
      },
      {
        what: 'full analysis',
        value: `${round(result.fullMs / 1000)} s, ${round(
          (1000 * result.fullMs) / result.services,
        )} µs a Service and cluster`,
      },
      {
        what: 'full analysis, as a multiple of JSON.parse',
        value: `${round(full)} ×`,
        aim: '≤ 3 ×',
        reached: full <= 3,
      },
      {
        what: 'one changed object, as a share of the full analysis',
        value: `${round(changed)} % (${round(result.changedMs)} ms)`,
        aim: '≤ 1 %',
        reached: changed <= 1,
      },
      {
        what: 'one answer with all of its evidence',
        value: `${round(1000 * result.answerMs)} µs`,
      },
      {
        what: 'heap for 1,000 Services, states and indexes',
        value: `${round(memory)} MiB`,
      },
    ],
  };
}
