/**
 * kubectl, istioctl and the sample's client, for any cluster that a kubeconfig names: nothing here
 * knows the bed but where its programs are.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { binDir } from './build.ts';
import { discoveryCache } from './paths.ts';
import { run, until } from './process.ts';
import type { Output } from './process.ts';

/** A cluster that can be reached. */
export interface ClusterHandle {
  readonly name: string;
  /** Path of a kubeconfig file. */
  readonly kubeconfig: string;
  readonly context: string;
}

export interface CommandOptions {
  readonly input?: string;
  /** Default: one minute. */
  readonly timeoutMs?: number;
  readonly allowFailure?: boolean;
}

/** The bed's own programs, or those on PATH where none are built. */
export function binaries(): {
  readonly kubectl: string;
  readonly istioctl: string;
} {
  const own = (name: string) => {
    const path = join(binDir(), name);
    return existsSync(path) ? path : name;
  };
  return { kubectl: own('kubectl'), istioctl: own('istioctl') };
}

/** Runs kubectl. Throws on failure unless `allowFailure`, and when the deadline passes. */
export const kubectl = (
  cluster: ClusterHandle,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Output> => inCluster(binaries().kubectl, cluster, args, options);

/** Runs istioctl, which has commands that never end by themselves: always with a deadline. */
export const istioctl = (
  cluster: ClusterHandle,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Output> => inCluster(binaries().istioctl, cluster, args, options);

function inCluster(
  program: string,
  cluster: ClusterHandle,
  args: readonly string[],
  options: CommandOptions,
): Promise<Output> {
  const { kubeconfig, context } = cluster;
  return run(
    program,
    ['--kubeconfig', kubeconfig, '--context', context, ...args],
    {
      timeoutMs: 60_000,
      // kubectl's own place for it is the user's home.
      env: { KUBECACHEDIR: process.env.KUBECACHEDIR ?? discoveryCache },
      ...options,
    },
  );
}

/**
 * Applies objects. The server checks them in any case; kubectl would fetch all schemas first to do
 * the same.
 */
export const applyObjects = (
  cluster: ClusterHandle,
  objects: readonly object[],
): Promise<Output> =>
  kubectl(cluster, ['apply', '--validate=false', '-f', '-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  });

/** A Deployment or StatefulSet. */
export interface WorkloadName {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly namespace: string;
  readonly name: string;
}

interface WorkloadObject {
  readonly kind: string;
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly generation: number;
  };
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly readyReplicas?: number;
  };
}

/** Waits until workloads run as their specifications say, old Pods being gone. */
export async function waitForWorkloads(
  cluster: ClusterHandle,
  wanted: readonly WorkloadName[],
  timeoutMs = 180_000,
): Promise<void> {
  let waiting = wanted;
  // One list for all of them: a `rollout status` each would cost a process each.
  const look = async () => {
    const { stdout } = await kubectl(cluster, [
      ...['get', 'deployments,statefulsets', '-A', '-o', 'json'],
    ]);
    const { items } = JSON.parse(stdout) as { items: WorkloadObject[] };
    waiting = wanted.filter(
      ({ kind, namespace, name }) =>
        !items.some(
          item =>
            item.kind === kind &&
            item.metadata.namespace === namespace &&
            item.metadata.name === name &&
            isComplete(item),
        ),
    );
    return waiting.length === 0 ? true : undefined;
  };
  const otherwise = `Look with: kubectl --kubeconfig ${cluster.kubeconfig} --context ${cluster.context} get pods,events -A`;
  try {
    const what = `the workloads of ${cluster.name}`;
    await until(what, { timeoutMs, everyMs: 400, otherwise }, look);
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : error}\nnot ready: ${waiting
        .map(({ namespace, name }) => `${namespace}/${name}`)
        .join(', ')}\n${await unreadyPods(cluster)}`,
    );
  }
}

function isComplete({ metadata, spec, status }: WorkloadObject): boolean {
  const { replicas } = spec;
  return (
    (status.observedGeneration ?? 0) >= metadata.generation &&
    (status.updatedReplicas ?? 0) === replicas &&
    (status.readyReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas
  );
}

async function unreadyPods(cluster: ClusterHandle): Promise<string> {
  const { stdout, stderr } = await kubectl(
    cluster,
    ['get', 'pods', '-A', '--no-headers'],
    { allowFailure: true },
  );
  return (stdout || stderr)
    .split('\n')
    .filter(line => !/ (\d+)\/\1 +Running /.test(line))
    .join('\n');
}
