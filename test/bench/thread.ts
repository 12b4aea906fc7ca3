import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../demo/paths.ts';
import { round, type Measurement } from './Figure.ts';
import type { Held } from './holdThread.ts';

/** Clusters, Services of each, and how many clusters share a Service. */
const SIZE = [10, 2500, 4];

const MOST_MS = 50;

function hold(): Promise<readonly Held[]> {
  const child = fork(join(ROOT, 'test/bench/holdThread.ts'), SIZE.map(String), {
    cwd: ROOT,
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
    ],
  });
  return new Promise((resolve, reject) => {
    // Others send messages as well: the transformation tells which files it has read.
    child.on('message', (message: { readonly held?: readonly Held[] }) => {
      if (message.held) {
        resolve(message.held);
        child.kill();
      }
    });
    child.once('exit', () => reject(new Error('The bench has ended')));
  });
}

/** For how long the event loop is held up by what is not left to threads. */
export async function measureThread(): Promise<Measurement> {
  const held = await hold();
  return {
    title: 'What the thread of the event loop does by itself',
    method:
      '10 clusters with 2,500 Services each, cold, in a process of their own. What can last longer is done in threads, or in turns between which others are answered: the longest turn counts. Times are CPU time of that thread.',
    figures: held.map(({ what, all, longest }) => ({
      what,
      value: `${round(longest)} ms (all turns ${round(all)} ms)`,
      aim: `≤ ${MOST_MS} ms`,
      reached: longest <= MOST_MS,
    })),
  };
}
