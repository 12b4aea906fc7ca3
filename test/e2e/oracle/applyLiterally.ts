import type { Remedy } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { dirname, isAbsolute } from 'node:path';
import yaml from 'yaml';
import {
  binaries,
  kubectl,
  waitForWorkloads,
  type ClusterHandle,
  type WorkloadName,
} from '../../bed/index.ts';
import { run } from '../../bed/process.ts';
import { refOf, type KubeObject, type ObjectRef } from './KubeApi.ts';
import { SCENE } from './scene.ts';
import type { Snapshots } from './Snapshots.ts';
import type { Stage } from './Stage.ts';

/** What a remedy calls, as the shell understands it. */
interface Call {
  readonly words: readonly string[];
  readonly input: string;
}

/** Stands in for kubectl, and says with which words and what input it was called. */
const SAYS_ITS_WORDS = `kubectl() { printf '%s\\0' "$@"; printf '\\1'; cat; printf '\\2'; }`;

/**
 * Does what a person does who copies a remedy: pastes a command into a shell, or hands YAML to
 * `kubectl apply`. What it touches is remembered before. Answers with the workloads whose Pods it
 * has replaced.
 */
export async function applyLiterally(
  stage: Stage,
  snapshots: Snapshots,
  remedy: Remedy,
): Promise<readonly WorkloadName[]> {
  const { cluster, kind, text } = remedy;
  const touched =
    kind === 'yaml'
      ? objectsIn(text)
      : (
          await Promise.all(
            (await callsOf(text)).map(call => touchedBy(stage, cluster, call)),
          )
        ).flat();
  if (touched.length === 0) {
    throw new Error(`This remedy changes nothing:\n${text}`);
  }
  for (const object of touched) {
    await snapshots.keep(cluster, object);
  }
  await inShell(stage.handle(cluster), remedy);
  const workloads = touched.flatMap(({ kind: each, namespace, name }) =>
    each === 'Deployment' || each === 'StatefulSet'
      ? [{ kind: each, namespace: namespace ?? SCENE, name } as const]
      : [],
  );
  if (workloads.length > 0) {
    await waitForWorkloads(stage.handle(cluster), workloads);
  }
  stage.forgetCallers();
  return workloads;
}

/** Runs a command in a shell, or hands YAML to `kubectl apply`, against the cluster it is for. */
export async function inShell(
  { kubeconfig }: ClusterHandle,
  { kind, text }: Remedy,
): Promise<void> {
  const { kubectl: program } = binaries();
  const path = process.env.PATH ?? '';
  await run(
    'bash',
    ['-e', '-c', kind === 'yaml' ? 'kubectl apply -f -' : text],
    {
      timeoutMs: 60_000,
      ...(kind === 'yaml' && { input: text }),
      env: {
        KUBECONFIG: kubeconfig,
        PATH: isAbsolute(program) ? `${dirname(program)}:${path}` : path,
      },
    },
  );
}

function objectsIn(text: string): readonly ObjectRef[] {
  return yaml
    .parseAllDocuments(text)
    .filter(document => document.contents !== null)
    .map(document => refOf(document.toJS() as KubeObject));
}

async function callsOf(text: string): Promise<readonly Call[]> {
  const { stdout } = await run('bash', ['-c', `${SAYS_ITS_WORDS}\n${text}`]);
  return stdout
    .split('\u0002')
    .filter(Boolean)
    .map(call => {
      const [words = '', input = ''] = call.split('\u0001');
      return { words: words.split('\0').slice(0, -1), input };
    });
}

/** Verbs that write an object which is there, by how many words they have. */
const VERBS: Readonly<Record<string, number>> = {
  annotate: 1,
  delete: 1,
  label: 1,
  patch: 1,
  scale: 1,
  rollout: 2,
  set: 2,
};

/** The object that a call writes; none where it only looks. */
async function touchedBy(
  stage: Stage,
  cluster: string,
  { words, input }: Call,
): Promise<readonly ObjectRef[]> {
  const [verb = ''] = words;
  if (verb === 'apply') {
    return objectsIn(input);
  }
  const skipped = VERBS[verb];
  if (skipped === undefined) {
    return [];
  }
  const [resource = '', name = ''] = words.slice(skipped);
  const at = words.indexOf('--namespace');
  const { stdout } = await kubectl(stage.handle(cluster), [
    ...['get', resource, name, '--output', 'json'],
    ...(at < 0 ? [] : words.slice(at, at + 2)),
  ]);
  return [refOf(JSON.parse(stdout) as KubeObject)];
}
