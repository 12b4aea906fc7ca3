import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { kubectl, type ClusterHandle } from '../bed/index.ts';
import type { Api } from '../demo/api.ts';

/** Where istiod does not put its root back (istio/istio pkg/kube/inject/initializer.go). */
const BESIDE_ISTIOD = ['kube-public', 'kube-node-lease'] as const;
const ROOTS = 'istio-ca-root-cert';

/** What ends a command and begins another one, unless it is quoted. */
const INJECTED = "'; touch injected; '";

/**
 * What somebody may write who owns a namespace: a list of roots as large as an API server takes,
 * which holds no certificate; one that holds a key as well; and scopes that are no scopes. Answers
 * what of the key must be nowhere.
 */
export async function writeHostileTexts(
  cluster: ClusterHandle,
  service: { readonly namespace: string; readonly name: string },
): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const [large, secret] = BESIDE_ISTIOD;
  await createRoots(
    cluster,
    large,
    '-----BEGIN CERTIFICATE-----\n'.repeat(36_000),
  );
  await createRoots(cluster, secret, privateKey);
  await setScopes(cluster, service, `exportTo=${INJECTED}`);
  return privateKey.split('\n')[2]!;
}

/** Takes all of it away again. */
export async function removeHostileTexts(
  cluster: ClusterHandle,
  service: { readonly namespace: string; readonly name: string },
): Promise<void> {
  for (const namespace of BESIDE_ISTIOD) {
    await kubectl(cluster, [
      ...['delete', 'configmap', ROOTS, '--namespace', namespace],
    ]);
  }
  await setScopes(cluster, service, 'exportTo-');
}

/** A component of the catalog whose selector is one that takes long to split. */
export const HOSTILE_COMPONENT = `
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: hostile
  annotations:
    backstage.io/kubernetes-label-selector: '${','.repeat(98_304)}'
spec: { type: service, lifecycle: production, owner: guests }
`;

/** How long the backend once did not answer, in milliseconds, while something else went on. */
export async function longestSilence(
  api: Api,
  meanwhile: Promise<unknown>,
): Promise<number> {
  let longest = 0;
  let goesOn = true;
  const end = () => {
    goesOn = false;
  };
  meanwhile.then(end, end);
  while (goesOn) {
    const asked = Date.now();
    await api.request('GET', '/mesh-federation/health');
    longest = Math.max(longest, Date.now() - asked);
    await sleep(100);
  }
  return longest;
}

/** The commands of all remedies in answers. */
export function commandsIn(answer: unknown): readonly string[] {
  if (typeof answer !== 'object' || answer === null) {
    return [];
  }
  const { remedy } = answer as { remedy?: { readonly text: string } };
  return [
    ...(remedy === undefined ? [] : [remedy.text]),
    ...Object.values(answer).flatMap(commandsIn),
  ];
}

/** The files that commands make in an empty folder, where `kubectl` and `istioctl` do nothing. */
export async function madeBy(
  commands: readonly string[],
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'remedies-'));
  const programs = await mkdtemp(join(tmpdir(), 'programs-'));
  try {
    for (const name of ['kubectl', 'istioctl']) {
      await symlink('/bin/true', join(programs, name));
    }
    for (const command of commands) {
      await promisify(execFile)('/bin/bash', ['-c', command], {
        cwd: folder,
        env: { PATH: `${programs}:/usr/bin:/bin` },
      });
    }
    return await readdir(folder);
  } finally {
    await rm(folder, { recursive: true });
    await rm(programs, { recursive: true });
  }
}

/** Not applied: that would keep the text in an annotation as well, which is too large for one. */
async function createRoots(
  cluster: ClusterHandle,
  namespace: string,
  text: string,
): Promise<void> {
  await kubectl(cluster, ['create', '-f', '-'], {
    input: JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace, name: ROOTS },
      data: { 'root-cert.pem': text },
    }),
  });
}

async function setScopes(
  cluster: ClusterHandle,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  change: string,
): Promise<void> {
  await kubectl(cluster, [
    ...['annotate', 'service', name, '--namespace', namespace],
    `networking.istio.io/${change}`,
  ]);
}
