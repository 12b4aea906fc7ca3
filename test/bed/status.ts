/** What runs, and what it costs. */
import { kubectl } from './kubernetes.ts';
import { handleOf } from './cluster.ts';
import { networkLeft } from './network.ts';
import { initOf, processOf, usageOf } from './node/processes.ts';
import { isGoingOn, readNote } from './owner.ts';
import { bedDir, clusterLogs } from './paths.ts';
import { clusterNames, topologyOf } from './topology.ts';

/** Tells about every cluster that is up; true when at least one is. */
export async function printStatus(
  print: (line: string) => void,
): Promise<boolean> {
  const note = readNote();
  if (note && note.bedDir !== bedDir)
    print(`the machine's bed belongs to ${note.bedDir}`);
  if (note?.work)
    print(
      isGoingOn(note.work)
        ? `"${note.work.command}" is going on: process ${note.work.pid}`
        : `"${note.work.command}" did not come to its end: the next up or down cleans up`,
    );
  const running = clusterNames.filter(
    name => processOf(name, 'node') !== undefined,
  );
  if (running.length === 0) {
    const left = await networkLeft();
    print(left.length ? `down, but left: ${left.join(', ')}` : 'down');
    return false;
  }
  for (const name of running) await printCluster(name, print);
  return true;
}

async function printCluster(
  name: string,
  print: (line: string) => void,
): Promise<void> {
  const handle = handleOf(name);
  const init = initOf(name);
  const usage = init === undefined ? undefined : usageOf(init);
  print(`${name}: ${topologyOf(name).apiServer}`);
  if (usage)
    print(`  ${usage.count} processes, ${usage.megabytes} MB of memory`);
  print(`  kubeconfig ${handle.kubeconfig}`);
  print(`  logs ${clusterLogs(name)}`);
  const pods = await kubectl(handle, ['get', 'pods', '-A', '--no-headers'], {
    allowFailure: true,
    timeoutMs: 15_000,
  });
  if (pods.code !== 0) {
    print(`  no answer: ${pods.stderr.trim().split('\n').pop()}`);
    return;
  }
  for (const line of pods.stdout.trim().split('\n')) {
    const [namespace, pod, ready, state] = line.split(/\s+/);
    print(`  ${namespace}/${pod} ${ready} ${state}`);
  }
}
