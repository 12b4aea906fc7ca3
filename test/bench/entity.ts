import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../demo/paths.ts';
import { round, type Measurement } from './Figure.ts';
import type { LoopReport } from './serveEntity.ts';

/** Clusters, Services of each, and how many clusters share a Service. */
const SIZE = { clusters: 10, services: 2500, spread: 4 };

const SECONDS = 60;
const PER_SECOND = 20;

/** One cluster is seen to have changed so often. */
const OBSERVE_SECONDS = 20;

const ENTITY = 'entities/by-name/component/default/everything';

/** The server of the bench, in a process of its own, so that asking costs it nothing. */
function startServer() {
  const child = fork(
    join(ROOT, 'test/bench/serveEntity.ts'),
    Object.values(SIZE).map(String),
    {
      cwd: ROOT,
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
      ],
    },
  );
  const tell = async (message: string): Promise<LoopReport> => {
    const answer = nextReport(child);
    child.send(message);
    return answer;
  };
  return { child, tell };
}

function nextReport(child: ChildProcess): Promise<LoopReport> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error('The server of the bench has ended'));
    const take = (message: unknown) => {
      // Others send messages as well: the transformation tells which files it has read.
      if ((message as { port?: unknown }).port !== undefined) {
        child.off('message', take);
        child.off('exit', fail);
        resolve(message as LoopReport);
      }
    };
    child.on('message', take);
    child.once('exit', fail);
  });
}

async function ask(url: string) {
  const begin = performance.now();
  const response = await fetch(url, {
    headers: { authorization: 'Bearer bench' },
  });
  const body = await response.text();
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${body.slice(0, 500)}`);
  }
  return { ms: performance.now() - begin, bytes: body.length };
}

/** Asks so often, whether or not the answers before have come. */
async function askAtARate(url: string, observe: () => Promise<unknown>) {
  const answers: ReturnType<typeof ask>[] = [];
  for (let number = 0; number < SECONDS * PER_SECOND; number++) {
    answers.push(ask(url));
    if (number % (OBSERVE_SECONDS * PER_SECOND) === PER_SECOND) {
      void observe();
    }
    await sleep(1000 / PER_SECOND);
  }
  return (await Promise.all(answers)).map(({ ms }) => ms).sort((a, b) => a - b);
}

const METHOD = [
  `${SIZE.clusters} clusters with ${SIZE.services.toLocaleString(
    'en-US',
  )} Services each; a Service is in ${
    SIZE.spread
  } of them. The entity selects every Service and every Pod.`,
  `It is asked for ${PER_SECOND} times a second for ${SECONDS} s, over HTTP and from the plugin's database, here SQLite in memory, without Backstage's permissions and catalog.`,
  `Every ${OBSERVE_SECONDS} s one cluster is observed anew with something changed and stored, so that all that is known of it is decoded, indexed and judged again.`,
  'The delay is that of the event loop of the backend, by `perf_hooks`; what is judged, is judged in threads of their own.',
].join(' ');

/** Whether others are answered while the largest entity is judged. */
export async function measureEntity(): Promise<Measurement> {
  const { child, tell } = startServer();
  try {
    const { port, rssBytes: before } = await nextReport(child);
    const url = `http://127.0.0.1:${port}/${ENTITY}/reachability`;
    const first = await ask(url);
    await ask(`${url}?clientNamespace=team-0-0`);
    await tell('reset');
    const times = await askAtARate(url, () => tell('observe'));
    const loop = await tell('report');
    const p99 = times[Math.floor(times.length * 0.99)]!;
    return {
      title: 'An entity of 25,000 Services, and the event loop meanwhile',
      method: METHOD,
      figures: [
        {
          what: 'delay of the event loop, p99',
          value: `${round(loop.p99)} ms (p50 ${round(loop.p50)} ms, max ${round(
            loop.max,
          )} ms)`,
          aim: '≤ 50 ms',
          reached: loop.p99 <= 50,
        },
        {
          what: 'answer, p99',
          value: `${round(p99)} ms (p50 ${round(
            times[Math.floor(times.length / 2)]!,
          )} ms, max ${round(times.at(-1)!)} ms)`,
          aim: '≤ 1,000 ms',
          reached: p99 <= 1000,
        },
        {
          what: 'first answer of all, with the start of the thread',
          value: `${round(first.ms)} ms`,
        },
        {
          what: 'size of the answer',
          value: `${round(first.bytes / 1024)} KiB`,
        },
        {
          what: 'share of the time in which the event loop was at work',
          value: `${round(100 * loop.utilization)} %`,
        },
        {
          what: 'CPU of the event loop for one question',
          value: `${round(loop.cpuMs / times.length)} ms`,
        },
        {
          what: 'memory of the process, with its thread (and before the first question)',
          value: `${round(loop.rssBytes / 1024 ** 2)} MiB (${round(
            before / 1024 ** 2,
          )} MiB)`,
        },
      ],
    };
  } finally {
    child.kill();
  }
}
