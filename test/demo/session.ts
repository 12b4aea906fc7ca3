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
import { isKept, keepBackstage, takeKeptBackstage } from './keptBackstage.ts';
import type { DemoOptions } from './options.ts';
import { CACHE } from './paths.ts';
import { progress, sayProgress, Timings } from './progress.ts';
import { closeBed, openApartBed } from './sharedBed.ts';
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
  /** Ends Backstage and the clusters; what is kept is there for the next session. */
  close(options?: CloseOptions): Promise<void>;
}

interface CloseOptions {
  readonly keepClusters?: boolean;
  /** Goes with `keepClusters`. */
  readonly keepBackstage?: boolean;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Two demos at once would fight for the same clusters. Answers whether one that was killed has left
 * its things behind.
 */
async function claim(): Promise<boolean> {
  const killed = existsSync(OWNER_FILE);
  if (killed) {
    const pid = Number(readFileSync(OWNER_FILE, 'utf8'));
    if (pid !== process.pid && isAlive(pid)) {
      throw new Error(
        `A demo is running already (process ${pid}). End it with Ctrl-C or "kill ${pid}", then try again.`,
      );
    }
    progress('cleanup', 'removing what a killed demo left');
  }
  if (killed || !isKept(STATE_DIR)) {
    await clearState();
  }
  mkdirSync(STATE_DIR, { recursive: true });
  writeFileSync(OWNER_FILE, String(process.pid));
  return killed;
}

async function clearState(): Promise<void> {
  await killLeftBackstage(STATE_DIR);
  rmSync(STATE_DIR, { recursive: true, force: true });
}

/**
 * The Backstage that was kept, where it may be used and can be, else one with nothing in its
 * database.
 */
async function bringUpBackstage(
  options: DemoOptions,
  backstageOptions: Omit<BackstageOptions, 'stateDir' | 'port'>,
): Promise<Backstage> {
  const { port } = options;
  const kept =
    options.reuse &&
    (await takeKeptBackstage({
      access: backstageOptions.clusters,
      stateDir: STATE_DIR,
      port,
    }));
  if (kept) {
    return kept;
  }
  await clearState();
  mkdirSync(STATE_DIR, { recursive: true });
  writeFileSync(OWNER_FILE, String(process.pid));
  progress('backstage', 'starting');
  return startBackstage({ stateDir: STATE_DIR, port, ...backstageOptions });
}

async function clustersOf(
  options: DemoOptions,
): Promise<readonly ClusterHandle[]> {
  const { existing } = options;
  if (!existing) {
    const open = options.apart ? openApartBed : bedUp;
    return open({
      clusters: options.clusters,
      sample: options.sample ?? true,
      onProgress: sayProgress,
    });
  }
  const handles = existing.clusters.map(({ name, context }) => ({
    name,
    context,
    kubeconfig: existing.kubeconfig,
  }));
  const all = handles.map(({ name }) => name);
  progress('clusters', 'applying the sample application');
  await Promise.all(
    handles.map(handle =>
      applySample(handle, {
        all,
        ...(existing.image && { image: existing.image }),
      }),
    ),
  );
  return handles;
}

/** The app's bundle, and what renders the documentation in it. */
async function buildPages(timings: Timings): Promise<void> {
  await timings.measure('app', () =>
    buildApp(message => progress('app', message)),
  );
  await timings.measure('docs', () =>
    ensureMkDocs(message => progress('docs', message)),
  );
}

/**
 * Brings up clusters, sample, app and Backstage. Whatever was started is taken down again when a
 * stage fails.
 */
export async function openSession(
  options: DemoOptions,
  backstageOptions: Partial<
    Pick<BackstageOptions, 'postgres' | 'config' | 'user'>
  > = {},
): Promise<Session> {
  const killed = await claim();
  const timings = new Timings();
  let clusters: readonly ClusterHandle[] = [];
  let backstage: Backstage | undefined;
  let session: Session | undefined;

  const close = async ({
    keepClusters = false,
    keepBackstage: keep = false,
  }: CloseOptions = {}) => {
    if (keep && session) {
      const { access } = session;
      await keepBackstage(session.backstage, {
        access,
        stateDir: STATE_DIR,
        port: options.port,
      });
    } else {
      // A test may have put another one in its place.
      await (session?.backstage ?? backstage)?.stop();
    }
    if (options.existing) {
      if (!keepClusters) {
        progress('cleanup', 'removing the sample and the access of Backstage');
        await Promise.all(clusters.map(removeSample));
        await Promise.all(clusters.map(revokeAccess));
      }
    } else if (!keepClusters) {
      progress('cleanup', 'taking the clusters down');
      await closeBed();
    }
    rmSync(OWNER_FILE, { force: true });
  };
  try {
    if (killed && !options.existing) {
      await bedDown();
    }
    const pages = options.app === false ? undefined : buildPages(timings);
    // Its failure is seen below, once the clusters can be taken down.
    pages?.catch(() => undefined);
    clusters = await timings.measure('clusters', () => clustersOf(options));
    const [access] = await Promise.all([
      Promise.all(clusters.map(grantAccess)),
      pages,
    ]);
    backstage = await timings.measure('backstage', () =>
      bringUpBackstage(options, { clusters: access, ...backstageOptions }),
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
