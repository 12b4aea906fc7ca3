import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import yaml from 'yaml';
import type { ClusterAccess } from './clusterAccess.ts';
import { ROOT } from './paths.ts';
import { copyDocs, mkDocsEnvironment } from './techDocs.ts';

export interface BackstageOptions {
  readonly clusters: readonly ClusterAccess[];
  /** Where configuration, database and log go. */
  readonly stateDir: string;
  readonly port: number;
  /** PostgreSQL connection string; default SQLite files in the state folder. */
  readonly postgres?: string;
  /** Who everybody is signed in as; default: the guest, who may do all. */
  readonly user?: string;
  /** More configuration, merged last. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export interface Backstage {
  readonly pid: number;
  readonly baseUrl: string;
  readonly logFile: string;
  /** What is configured beside `app-config.yaml`; Backstage reads it again when it changes. */
  readonly configFile: string;
  readonly databaseDir: string;
  /** Ends it in an orderly way. */
  stop(): Promise<void>;
  /** SIGKILL, as if the machine had lost power. */
  kill(): Promise<void>;
  /** Lets it run on after this process. */
  leave(): void;
}

const START_DEADLINE_MS = 180_000;
const END_DEADLINE_MS = 15_000;
const CONFIG_FILE = 'app-config.demo.yaml';
const PID_FILE = 'backstage.pid';
const LOG_FILE = 'backstage.log';
const DATABASE_DIR = 'database';

const baseUrlOf = (port: number) => `http://localhost:${port}`;

function tokenVariable(cluster: string): string {
  return `MESH_FEDERATION_TOKEN_${cluster.toUpperCase().replace(/\W/g, '_')}`;
}

/** One catalog Resource of type `kubernetes-cluster` for each cluster. */
function clusterEntities(clusters: readonly ClusterAccess[]): string {
  return clusters
    .map(({ name, url }) =>
      yaml.stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name,
          title: `Cluster ${name}`,
          description: 'A cluster of the demo',
          annotations: { 'kubernetes.io/api-server': url },
        },
        spec: { type: 'kubernetes-cluster', owner: 'mesh-platform-engineers' },
      }),
    )
    .join('---\n');
}

function configuration(options: BackstageOptions, baseUrl: string): object {
  const { clusters, stateDir, port, postgres, user, config } = options;
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      cors: { origin: baseUrl },
      database: postgres
        ? { client: 'pg', connection: postgres }
        : {
            client: 'better-sqlite3',
            connection: { directory: join(stateDir, DATABASE_DIR) },
          },
    },
    ...(user && {
      auth: {
        providers: {
          guest: { userEntityRef: user, ownershipEntityRefs: [user] },
        },
      },
    }),
    catalog: {
      locations: [
        { type: 'file', target: join(ROOT, 'examples/catalog.yaml') },
        ...[
          'join-clusters',
          'join-by-pull-request',
          'leave-mesh',
          'new-cluster',
        ].map(name => ({
          type: 'file',
          target: join(ROOT, `examples/templates/${name}.yaml`),
        })),
        { type: 'file', target: join(stateDir, 'clusters.yaml') },
        {
          type: 'file',
          target: join(stateDir, 'techdocs/source/catalog-info.yaml'),
        },
      ],
    },
    techdocs: {
      publisher: {
        local: { publishDirectory: join(stateDir, 'techdocs/site') },
      },
    },
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map(({ name, url, caData }) => ({
            name,
            url,
            caData,
            authProvider: 'serviceAccount',
            // From the environment, so that no token lies in a file.
            serviceAccountToken: `\${${tokenVariable(name)}}`,
            // These clusters have no metrics server.
            skipMetricsLookup: true,
          })),
        },
      ],
    },
    ...config,
  };
}

async function ready(
  baseUrl: string,
  child: ChildProcess,
  logFile: string,
): Promise<void> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Backstage ended while starting:\n${tail(logFile)}`);
    }
    const response = await fetch(
      `${baseUrl}/.backstage/health/v1/readiness`,
    ).catch(() => undefined);
    if (response?.ok) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Backstage was not ready after ${
          START_DEADLINE_MS / 1000
        } s, see ${logFile}:\n${tail(logFile)}`,
      );
    }
    await sleep(250);
  }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').split('\n').slice(-25).join('\n');
}

/** A port that somebody else listens on gives a clear error before anything is started. */
async function assertFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(
        new Error(
          `Port ${port} is in use. End what listens there, or choose another one with --port.`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

/**
 * The process that an earlier run has left. It is told from any other by the configuration file in
 * its command line.
 */
export function leftBackstage(stateDir: string): number | undefined {
  const pidFile = join(stateDir, PID_FILE);
  if (!existsSync(pidFile)) {
    return undefined;
  }
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) &&
    readFileSync(commandLine, 'utf8').includes(join(stateDir, CONFIG_FILE))
    ? pid
    : undefined;
}

/** Ends the Backstage that an earlier run has left, or that was killed before it could end it. */
export async function killLeftBackstage(stateDir: string): Promise<void> {
  const pid = leftBackstage(stateDir);
  if (pid !== undefined) {
    await end(pid, 'SIGKILL');
  }
}

/** Starts the example backend, which serves the app too, and waits until it is ready. */
export async function startBackstage(
  options: BackstageOptions,
): Promise<Backstage> {
  const { clusters, stateDir, port } = options;
  await assertFree(port);
  const databaseDir = join(stateDir, DATABASE_DIR);
  mkdirSync(databaseDir, { recursive: true });
  const baseUrl = baseUrlOf(port);
  const configFile = join(stateDir, CONFIG_FILE);
  writeFileSync(configFile, yaml.stringify(configuration(options, baseUrl)));
  writeFileSync(join(stateDir, 'clusters.yaml'), clusterEntities(clusters));
  copyDocs(join(stateDir, 'techdocs/source'));
  const logFile = join(stateDir, LOG_FILE);
  const log = openSync(logFile, 'a');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/index.ts',
      '--config',
      join(ROOT, 'app-config.yaml'),
      '--config',
      configFile,
    ],
    {
      cwd: join(ROOT, 'packages/backend'),
      // In a process group of its own: Ctrl-C is for us, who then end it in an orderly way.
      detached: true,
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        ...mkDocsEnvironment(),
        NODE_ENV: 'production',
        ...Object.fromEntries(
          clusters.map(({ name, token }) => [tokenVariable(name), token]),
        ),
      },
    },
  );
  closeSync(log);
  writeFileSync(join(stateDir, PID_FILE), String(child.pid));
  try {
    await ready(baseUrl, child, logFile);
  } catch (error) {
    await end(child.pid!, 'SIGKILL');
    throw error;
  }
  return {
    ...runningBackstage({ pid: child.pid!, stateDir, port }),
    leave: () => child.unref(),
  };
}

/** A Backstage that has been started, by this process or by another one. */
export function runningBackstage(options: {
  readonly pid: number;
  readonly stateDir: string;
  readonly port: number;
}): Backstage {
  const { pid, stateDir, port } = options;
  return {
    pid,
    baseUrl: baseUrlOf(port),
    logFile: join(stateDir, LOG_FILE),
    configFile: join(stateDir, CONFIG_FILE),
    databaseDir: join(stateDir, DATABASE_DIR),
    stop: () => end(pid, 'SIGTERM'),
    kill: () => end(pid, 'SIGKILL'),
    leave: () => undefined,
  };
}

/** What does not end in an orderly way within its time is killed. */
async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  const deadline = Date.now() + END_DEADLINE_MS;
  signalTo(pid, signal);
  while (signalTo(pid, 0)) {
    await sleep(50);
    if (Date.now() > deadline) {
      signalTo(pid, 'SIGKILL');
    }
  }
}

/** False when there is no such process. */
function signalTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
