import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  bedDown,
  bedUp,
  applySample,
  removeSample,
  type ClusterHandle,
} from '../bed/index.ts';
import { signIn, type Api } from './api.ts';
import { buildApp } from './appBundle.ts';
import {
  killLeftBackstage,
  startBackstage,
  type Backstage,
  type BackstageOptions,
} from './backstage.ts';
import {
  grantAccess,
  revokeAccess,
  type ClusterAccess,
} from './clusterAccess.ts';
import type { DemoOptions } from './options.ts';
import { CACHE } from './paths.ts';
import { progress, Timings } from './progress.ts';
import { ensureMkDocs } from './techDocs.ts';

export const STATE_DIR = join(CACHE, 'demo');
const OWNER_FILE = join(STATE_DIR, 'owner.pid');

/** Clusters and Backstage, up and ready. */
export interface Session {
  readonly clusters: readonly ClusterHandle[];
  readonly access: readonly ClusterAccess[];
  readonly timings: Timings;
  backstage: Backstage;
  api: Api;
  close(options?: { keepClusters?: boolean }): Promise<void>;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Two demos at once would fight for the same clusters. Answers whether one that was killed has left its things behind. */
function claim(): boolean {
  const killed = existsSync(OWNER_FILE);
  if (killed) {
    const pid = Number(readFileSync(OWNER_FILE, 'utf8'));
    if (pid !== process.pid && isAlive(pid)) {
      throw new Error(
        `A demo is running already (process ${pid}). End it with Ctrl-C or "kill ${pid}", then try again.`,
      );
    }
    progress('cleanup', 'removing what a killed demo left');
    killLeftBackstage(STATE_DIR);
  }
  rmSync(STATE_DIR, { recursive: true, force: true });
  mkdirSync(STATE_DIR, { recursive: true });
  writeFileSync(OWNER_FILE, String(process.pid));
  return killed;
}

async function clustersOf(
  options: DemoOptions,
): Promise<readonly ClusterHandle[]> {
  const { existing } = options;
  if (!existing) {
    return bedUp({
      clusters: options.clusters,
      sample: options.sample ?? true,
      onProgress: ({ cluster, message }) =>
        progress('clusters', cluster ? `${cluster}: ${message}` : message),
    });
  }
  const handles = existing.clusters.map(({ name, context }) => ({
    name,
    context,
    kubeconfig: existing.kubeconfig,
  }));
  const all = handles.map(({ name }) => name);
  for (const handle of handles) {
    progress('clusters', `${handle.name}: applying the sample application`);
    await applySample(handle, {
      all,
      ...(existing.image && { image: existing.image }),
    });
  }
  return handles;
}

/**
 * Brings up clusters, sample, app and Backstage. Whatever was started is taken down again when a stage fails.
 */
export async function openSession(
  options: DemoOptions,
  backstageOptions: Partial<
    Pick<BackstageOptions, 'postgres' | 'config' | 'user'>
  > = {},
): Promise<Session> {
  const killed = claim();
  const timings = new Timings();
  let clusters: readonly ClusterHandle[] = [];
  let backstage: Backstage | undefined;
  let session: Session | undefined;

  const close = async ({ keepClusters = false } = {}) => {
    // A test may have put another one in its place.
    await (session?.backstage ?? backstage)?.stop();
    if (options.existing) {
      if (!keepClusters) {
        progress('cleanup', 'removing the sample and the access of Backstage');
        await Promise.all(clusters.map(removeSample));
        await Promise.all(clusters.map(revokeAccess));
      }
    } else if (!keepClusters) {
      progress('cleanup', 'taking the clusters down');
      await bedDown();
    }
    rmSync(OWNER_FILE, { force: true });
  };
  try {
    if (killed && !options.existing) {
      await bedDown();
    }
    clusters = await timings.measure('clusters', () => clustersOf(options));
    const [access] = await Promise.all([
      Promise.all(clusters.map(grantAccess)),
      timings.measure('app', () =>
        buildApp(message => progress('app', message)),
      ),
      ensureMkDocs(message => progress('docs', message)),
    ]);
    progress('backstage', 'starting');
    backstage = await timings.measure('backstage', () =>
      startBackstage({
        clusters: access,
        stateDir: STATE_DIR,
        port: options.port,
        ...backstageOptions,
      }),
    );
    progress(
      'backstage',
      `ready at ${backstage.baseUrl}, log in ${backstage.logFile}`,
    );
    session = {
      clusters,
      access,
      timings,
      backstage,
      api: await signIn(backstage.baseUrl),
      close,
    };
    return session;
  } catch (error) {
    await close({ keepClusters: options.keep });
    throw error;
  }
}
