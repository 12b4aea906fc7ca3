/**
 * kubectl, istioctl and the sample's client, for any cluster that a kubeconfig names: nothing here
 * knows the bed but where its programs are.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { binDir } from './build.ts';
import { run } from './process.ts';
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
    { timeoutMs: 60_000, ...options },
  );
}

/** Applies objects. */
export const applyObjects = (
  cluster: ClusterHandle,
  objects: readonly object[],
): Promise<Output> =>
  kubectl(cluster, ['apply', '-f', '-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  });

/** Waits until a Deployment or StatefulSet runs as its specification says. */
export async function waitForRollout(
  cluster: ClusterHandle,
  namespace: string,
  workload: string,
  timeoutMs = 180_000,
): Promise<void> {
  const args = ['-n', namespace, 'rollout', 'status', workload];
  const timeout = `--timeout=${Math.round(timeoutMs / 1000)}s`;
  const output = await kubectl(cluster, [...args, timeout], {
    timeoutMs: timeoutMs + 10_000,
    allowFailure: true,
  });
  if (output.code === 0) return;
  const pods = await kubectl(
    cluster,
    ['-n', namespace, 'get', 'pods', '-o', 'wide'],
    { allowFailure: true },
  );
  throw new Error(
    `${cluster.name}: ${workload} in ${namespace} is not ready after ${
      timeoutMs / 1000
    } s: ` +
      `${output.stderr.trim()}\n${pods.stdout}` +
      `Look with: kubectl -n ${namespace} describe ${workload}`,
  );
}
