import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { markedProcesses } from '../bed/node/processes.ts';

/** The process of a cluster's API server. */
function apiServerOf(cluster: string): number {
  const found = markedProcesses().find(
    ({ pid, cluster: of, role }) =>
      of === cluster && role === 'node' && nameOf(pid) === 'kube-apiserver',
  );
  if (!found) {
    throw new Error(`No API server of ${cluster} runs on this machine`);
  }
  return found.pid;
}

/** All Kubernetes programs are one file, `kube`, which takes the program's name. */
function nameOf(pid: number): string {
  try {
    const [, name = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(
      '\0',
    );
    return name;
  } catch {
    return '';
  }
}

/** Stops an API server for a while: its connections stay open, and nobody answers. */
export async function freezeApiServer(
  cluster: string,
  ms: number,
): Promise<void> {
  const pid = apiServerOf(cluster);
  process.kill(pid, 'SIGSTOP');
  try {
    await sleep(ms);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}
