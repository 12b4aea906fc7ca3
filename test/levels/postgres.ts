import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureDebianPackage } from './packages.ts';

const DEBIAN = '/usr/lib/postgresql';

/** The newest PostgreSQL server that is installed. */
function serverBinary(): string | undefined {
  if (!existsSync(DEBIAN)) {
    return undefined;
  }
  return readdirSync(DEBIAN)
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(DEBIAN, version, 'bin/postgres'))
    .find(existsSync);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres` that its package made. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export interface Postgres {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server of its own on a free port of 127.0.0.1, with a data folder that is
 * removed at the end.
 */
export async function startPostgres(): Promise<Postgres> {
  const postgres = await ensureDebianPackage('postgresql', serverBinary);
  const data = mkdtempSync(join(tmpdir(), 'mesh-federation-postgres-'));
  const user = unprivileged();
  if (user) {
    chownSync(data, user.uid, user.gid);
  }
  const initdb = spawnSync(
    postgres.replace(/postgres$/, 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--no-sync',
    ],
    { ...user, encoding: 'utf8', cwd: data },
  );
  if (initdb.status !== 0) {
    throw new Error(`initdb failed: ${initdb.stderr}`);
  }
  const port = await freePort();
  const server = spawn(
    postgres,
    [
      '-D',
      data,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-k',
      data,
      '-c',
      'fsync=off',
      '-c',
      'max_connections=200',
    ],
    { ...user, stdio: 'ignore', cwd: data },
  );
  const ended = new Promise<void>(resolve =>
    server.once('exit', () => resolve()),
  );
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  const isReady = () =>
    spawnSync(postgres.replace(/postgres$/, 'pg_isready'), [
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
    ]).status === 0;
  for (let tries = 0; !isReady(); tries++) {
    if (tries > 100 || server.exitCode !== null) {
      await stop();
      throw new Error('PostgreSQL did not become ready within 20 seconds.');
    }
    await sleep(200);
  }
  return {
    connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop,
  };
}
