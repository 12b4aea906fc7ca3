/**
 * The processes of the nodes, found by a mark in their environment, so that lost notes do not
 * matter.
 */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { sleep } from '../process.ts';
import { clusterNames } from '../topology.ts';

export type Role = 'node' | 'relay';

/** What every process that is started for a cluster carries; children inherit it. */
export const mark = (cluster: string, role: Role) => ({
  MESH_BED_CLUSTER: cluster,
  MESH_BED_ROLE: role,
});

interface Marked {
  readonly pid: number;
  readonly cluster: string;
  readonly role: Role;
}

/** Every marked process of a known cluster, oldest first. */
export function markedProcesses(): readonly Marked[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap(pid => {
      const environment = readProc(pid, 'environ').split('\0');
      const value = (name: string) =>
        environment
          .find(entry => entry.startsWith(`${name}=`))
          ?.slice(name.length + 1);
      const cluster = value('MESH_BED_CLUSTER');
      const role = value('MESH_BED_ROLE');
      return clusterNames.some(known => known === cluster) &&
        (role === 'node' || role === 'relay')
        ? [{ pid, cluster: cluster as string, role }]
        : [];
    });
}

/** The process of a role that was started first: for a node, the one that holds the namespaces. */
export const processOf = (cluster: string, role: Role) =>
  markedProcesses().find(
    process => process.cluster === cluster && process.role === role,
  )?.pid;

/** Process 1 of a node, as the machine counts it. */
export function initOf(cluster: string): number | undefined {
  return markedProcesses().find(
    ({ pid, cluster: of, role }) =>
      of === cluster &&
      role === 'node' &&
      /^NSpid:\s+\d+\s+1$/m.test(readProc(pid, 'status')),
  )?.pid;
}

/**
 * How many processes a node has and how much memory they use, in MB (shared pages counted in
 * parts).
 */
export function usageOf(init: number): { count: number; megabytes: number } {
  const namespace = linkOf(init);
  let count = 0;
  let kilobytes = 0;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    // Containers have PID namespaces of their own, inside the node's: their depth tells.
    if (!Number.isInteger(pid)) continue;
    const own = linkOf(pid);
    if (own === undefined || (own !== namespace && !descends(pid, init)))
      continue;
    count++;
    const rollup = readProc(pid, 'smaps_rollup');
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return { count, megabytes: Math.round(kilobytes / 1024) };
}

/** Kills processes for good and waits until none of them is left. */
export async function killAll(
  find: () => readonly number[],
  timeoutMs = 30_000,
): Promise<readonly number[]> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const pids = find();
    if (pids.length === 0 || Date.now() > end) return pids;
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended on its own.
      }
    }
    await sleep(100);
  }
}

function descends(pid: number, ancestor: number): boolean {
  for (let at = pid; at > 1; ) {
    if (at === ancestor) return true;
    at = Number(/^PPid:\s+(\d+)/m.exec(readProc(at, 'status'))?.[1] ?? 0);
  }
  return false;
}

function linkOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
