/**
 * A Kubernetes API server without nodes: the bed's own etcd and kube-apiserver on free ports of
 * 127.0.0.1.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bedBuild, binaries, kubectl } from '../bed/index.ts';

export interface ApiServer {
  readonly url: string;
  /** PEM in base64. */
  readonly caData: string;
  /** Of an administrator. */
  readonly token: string;
  stop(): Promise<void>;
}

const READY_SECONDS = 120;

/**
 * Starts an API server that knows the Gateway API. Nothing of it is left after `stop`, nor after a
 * failed start.
 */
export async function startApiServer(): Promise<ApiServer> {
  await bedBuild();
  const folder = mkdtempSync(join(tmpdir(), 'mesh-federation-api-server-'));
  const children: ChildProcess[] = [];
  const kill = () => children.forEach(child => child.kill('SIGKILL'));
  process.once('exit', kill);
  const stop = async () => {
    await Promise.all(children.reverse().map(ended));
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await start(folder, children)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  folder: string,
  children: ChildProcess[],
): Promise<Omit<ApiServer, 'stop'>> {
  const bin = dirname(binaries().kubectl);
  const [etcdPort, peerPort, port] = await freePorts(3);
  const token = writeCredentials(folder);
  const run = (name: string, args: readonly string[]) => {
    const log = openSync(join(folder, `${name}.log`), 'a');
    const child = spawn(join(bin, 'kube'), [name, ...args], {
      stdio: ['ignore', log, log],
    });
    // A failed start is seen below; without this it ends us as well.
    child.on('error', () => undefined);
    children.push(child);
    closeSync(log);
  };
  const etcd = `http://127.0.0.1:${etcdPort}`;
  run('etcd', [
    `--data-dir=${join(folder, 'etcd')}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
    `--listen-client-urls=${etcd}`,
    `--advertise-client-urls=${etcd}`,
    `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
  ]);
  run('kube-apiserver', apiServerFlags({ folder, etcd, port }));
  const url = `https://127.0.0.1:${port}`;
  const cluster = {
    name: 'contract',
    kubeconfig: join(folder, 'kubeconfig'),
    context: 'contract',
  };
  const caData = await untilReady(folder, children, async () => {
    const ca = readFileSync(join(folder, 'pki', 'apiserver.crt'), 'base64');
    writeFileSync(cluster.kubeconfig, kubeconfig({ url, caData: ca, token }));
    await kubectl(cluster, ['get', '--raw', '/readyz']);
    return ca;
  });
  await kubectl(cluster, [
    ...['apply', '--server-side', '--filename'],
    join(bin, 'gateway-api.yaml'),
  ]);
  await kubectl(cluster, [
    ...['wait', '--for=condition=Established', '--timeout=50s'],
    'customresourcedefinition/gateways.gateway.networking.k8s.io',
  ]);
  return { url, caData, token };
}

/** Writes the key of service account tokens and a token of an administrator; returns the token. */
function writeCredentials(folder: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const token = randomBytes(24).toString('hex');
  const mode = 0o600;
  writeFileSync(join(folder, 'sa.key'), privateKey, { mode });
  writeFileSync(join(folder, 'sa.pub'), publicKey, { mode });
  writeFileSync(
    join(folder, 'tokens.csv'),
    `${token},admin,admin,"system:masters"\n`,
    { mode },
  );
  return token;
}

function apiServerFlags(options: {
  readonly folder: string;
  readonly etcd: string;
  readonly port: number;
}): readonly string[] {
  const { folder, etcd, port } = options;
  return [
    `--etcd-servers=${etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    // Its own address is no endpoint that a cluster could use.
    '--endpoint-reconciler-type=none',
    `--secure-port=${port}`,
    // It makes its own serving certificate there.
    `--cert-dir=${join(folder, 'pki')}`,
    '--service-cluster-ip-range=10.255.0.0/24',
    '--authorization-mode=RBAC',
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${join(folder, 'sa.pub')}`,
    `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
    '--profiling=false',
  ];
}

function kubeconfig(server: Omit<ApiServer, 'stop'>): string {
  const name = 'contract';
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: server.url,
          'certificate-authority-data': server.caData,
        },
      },
    ],
    users: [{ name, user: { token: server.token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}

async function untilReady<T>(
  folder: string,
  children: readonly ChildProcess[],
  probe: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + READY_SECONDS * 1000;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      const dead = children.some(hasEnded);
      if (dead || Date.now() > deadline) {
        const log = readFileSync(join(folder, 'kube-apiserver.log'), 'utf8');
        throw new Error(
          `The API server is not ready: ${
            (error as Error).message
          }\n${log.slice(-2000)}`,
        );
      }
      await sleep(300);
    }
  }
}

/** Ports that nobody uses now, each another one. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      server =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}

/** True as well when it has never started. */
function hasEnded({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid === undefined || exitCode !== null || signalCode !== null;
}

/** Nobody needs what it holds: it ends at once. */
function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) {
    return Promise.resolve();
  }
  return new Promise(resolve => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
