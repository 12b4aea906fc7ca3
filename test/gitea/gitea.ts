/**
 * A real Git server for software templates: Gitea from its Go module, with SQLite, on loopback. Its
 * API and Git over HTTP are what is needed: its pages have no style sheets.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../bed/process.ts';
import { CACHE } from '../demo/paths.ts';

const MODULE = dirname(fileURLToPath(import.meta.url));
const PACKAGE = 'code.gitea.io/gitea';
const STATE = join(CACHE, 'gitea');
const GO = { GOFLAGS: '-mod=readonly -buildvcs=false', CGO_ENABLED: '1' };
const USER = 'platform';
const READY_MS = 60_000;

export interface Gitea {
  /** As a configuration of Backstage has it, below `integrations.gitea`. */
  readonly integration: {
    readonly host: string;
    readonly baseUrl: string;
    readonly username: string;
    readonly password: string;
  };
  readonly host: string;
  readonly baseUrl: string;
  /** Calls the API (`/api/v1`); a text where the answer is no JSON. Throws unless it is 2xx. */
  api<T>(method: string, path: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

/** The program, built when it is missing: about six minutes of CPU time the first time. */
async function built(): Promise<string> {
  const hash = createHash('sha256')
    .update(readFileSync(join(MODULE, 'go.mod')))
    .update(readFileSync(join(MODULE, 'go.sum')))
    .digest('hex')
    .slice(0, 16);
  const program = join(STATE, 'bin', hash, 'gitea');
  if (!existsSync(program)) {
    mkdirSync(dirname(program), { recursive: true });
    await run(
      'go',
      [
        'build',
        '-trimpath',
        '-ldflags',
        '-s -w',
        '-tags',
        'sqlite sqlite_unlock_notify',
        '-o',
        `${program}.partial`,
        PACKAGE,
      ],
      { cwd: MODULE, env: GO, nice: true, timeoutMs: 60 * 60_000 },
    );
    renameSync(`${program}.partial`, program);
  }
  return program;
}

/** The module's folder, in which what Gitea reads at run time lies. */
async function moduleFolder(): Promise<string> {
  const { stdout } = await run(
    'go',
    ['list', '-m', '-f', '{{.Dir}}', PACKAGE],
    { cwd: MODULE, env: GO },
  );
  return stdout.trim();
}

function configuration(port: number, data: string, statics: string): string {
  return `
RUN_USER = root
RUN_MODE = prod
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
WORK_PATH = ${data}
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = http://localhost:${port}/
STATIC_ROOT_PATH = ${statics}
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = ${join(data, 'gitea.db')}
[security]
INSTALL_LOCK = true
SECRET_KEY = ${randomBytes(16).toString('hex')}
[repository]
ROOT = ${join(data, 'repositories')}
DEFAULT_BRANCH = main
[log]
LEVEL = warn
[cron.update_checker]
ENABLED = false
`;
}

/** Starts a Git server with no repositories and one user, who may do all. */
export async function startGitea(port: number): Promise<Gitea> {
  const program = await built();
  const data = join(STATE, 'run');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const config = join(data, 'app.ini');
  writeFileSync(config, configuration(port, data, await moduleFolder()));
  const password = randomBytes(12).toString('hex');
  await run(program, ['migrate', '--config', config]);
  await run(program, [
    ...['admin', 'user', 'create', '--config', config, '--admin'],
    ...['--username', USER, '--email', `${USER}@example.com`],
    ...['--password', password, '--must-change-password=false'],
  ]);
  const log = openSync(join(STATE, 'gitea.log'), 'w');
  const child = spawn(program, ['web', '--config', config], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>(resolve => child.on('exit', () => resolve()));
  const baseUrl = `http://localhost:${port}`;
  const credentials = Buffer.from(`${USER}:${password}`).toString('base64');
  const host = `localhost:${port}`;
  const gitea: Gitea = {
    integration: { host, baseUrl, username: USER, password },
    host,
    baseUrl,
    async api(method, path, body) {
      const response = await fetch(`${baseUrl}/api/v1${path}`, {
        method,
        headers: {
          Authorization: `Basic ${credentials}`,
          'Content-Type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) {
        throw new Error(
          `${method} ${path} answered ${response.status}: ${text}`,
        );
      }
      const type = response.headers.get('content-type') ?? '';
      return type.includes('json') ? JSON.parse(text) : text;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  const deadline = Date.now() + READY_MS;
  while (!(await gitea.api('GET', '/version').catch(() => undefined))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(
        `Gitea did not start:\n${readFileSync(
          join(STATE, 'gitea.log'),
          'utf8',
        )}`,
      );
    }
    await sleep(250);
  }
  return gitea;
}
