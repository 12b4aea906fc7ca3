import type { Remedy } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import assert from 'node:assert/strict';
import { dirname, isAbsolute } from 'node:path';
import yaml from 'yaml';
import {
  binaries,
  kubectl,
  waitForWorkloads,
  type ClusterHandle,
  type WorkloadName,
} from '../../bed/index.ts';
import { run, type Output } from '../../bed/process.ts';
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
 * Does what a person does who copies a remedy: pastes it into a shell. What it touches is
 * remembered before. Answers with the workloads whose Pods it has replaced.
 */
export async function applyLiterally(
  stage: Stage,
  snapshots: Snapshots,
  remedy: Remedy,
): Promise<readonly WorkloadName[]> {
  const { cluster } = remedy;
  const touched = await objectsOf(stage, remedy);
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

/**
 * Does the same after somebody else has changed what the remedy is about. Answers with what the API
 * server says to that; throws where it does not refuse, or an object is not what it was.
 */
export async function refusalOf(stage: Stage, remedy: Remedy): Promise<string> {
  const { cluster, text } = remedy;
  const touched = await objectsOf(stage, remedy);
  const look = () =>
    Promise.all(touched.map(object => stage.api(cluster).get(object)));
  const before = await look();
  const { code, stderr } = await inShell(stage.handle(cluster), remedy, true);
  if (code === 0) {
    throw new Error(`This remedy is not refused:\n${text}`);
  }
  assert.deepEqual(await look(), before);
  return stderr.trim();
}

/** Runs a remedy in a shell, against the cluster it is for. */
export function inShell(
  { kubeconfig }: ClusterHandle,
  { text }: Pick<Remedy, 'text'>,
  allowFailure = false,
): Promise<Output> {
  const { kubectl: program } = binaries();
  const path = process.env.PATH ?? '';
  return run('bash', ['-e', '-c', text], {
    timeoutMs: 60_000,
    allowFailure,
    env: {
      KUBECONFIG: kubeconfig,
      PATH: isAbsolute(program) ? `${dirname(program)}:${path}` : path,
    },
  });
}

/** What a remedy writes. */
async function objectsOf(
  stage: Stage,
  { cluster, text }: Remedy,
): Promise<readonly ObjectRef[]> {
  const calls = await callsOf(text);
  const touched = await Promise.all(
    calls.map(call => touchedBy(stage, cluster, call)),
  );
  if (touched.flat().length === 0) {
    throw new Error(`This remedy changes nothing:\n${text}`);
  }
  return touched.flat();
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
  if (verb === 'apply' || verb === 'create') {
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
