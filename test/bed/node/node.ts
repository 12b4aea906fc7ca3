/** Starts and kills one node: its namespaces, its process 1 and the relay into its network. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensureClusterNetwork,
  inNamespace,
  namespaceFile,
} from '../network.ts';
import { clusterDir, clusterLogs, sourceDir } from '../paths.ts';
import { ensurePki } from '../pki.ts';
import { startDetached } from '../process.ts';
import { gatewayPorts } from '../topology.ts';
import type { ClusterTopology } from '../topology.ts';
import { makeCgroup, removeCgroup } from './cgroups.ts';
import { killAll, mark, markedProcesses, processOf } from './processes.ts';
import { pkiDir, writeSettings } from './settings.ts';
import type { NodeFiles } from './settings.ts';

/** Starts whatever of the node does not run. */
export async function ensureNode(
  cluster: ClusterTopology,
  files: NodeFiles,
): Promise<void> {
  const { name, namespace } = cluster;
  if (!existsSync(clusterDir(name))) keepOldLogs(name);
  mkdirSync(clusterDir(name), { recursive: true });
  mkdirSync(clusterLogs(name), { recursive: true });
  await ensurePki(pkiDir(cluster), cluster);
  await ensureClusterNetwork(cluster);
  if (processOf(name, 'node') === undefined) {
    // The kubelet looks into every group of dead containers, for three seconds each.
    removeCgroup(namespace);
    makeCgroup(namespace);
    const settings = writeSettings(cluster, files);
    const [enter, ...inside] = inNamespace(namespace);
    const script = join(sourceDir, 'node', 'node.sh');
    startDetached(
      enter,
      [
        ...inside,
        ...['unshare', '--mount', '--propagation', 'slave', '--pid', '--fork'],
        ...['--kill-child', '--mount-proc', '--uts', '--ipc'],
        ...['bash', script, settings],
      ],
      {
        log: join(clusterLogs(name), 'node.log'),
        env: mark(name, 'node'),
      },
    );
  }
  if (processOf(name, 'relay') === undefined) {
    const gateways = cluster.loadBalancerAddresses.flatMap(address =>
      gatewayPorts.map(port => `${address}:${port}`),
    );
    startDetached(
      join(files.bin, 'bedapp'),
      [
        'relay',
        namespaceFile(namespace),
        `${cluster.nodeAddress}:6443`,
        ...gateways,
      ],
      {
        log: join(clusterLogs(name), 'relay.log'),
        env: mark(name, 'relay'),
      },
    );
  }
}

/** Kills nodes and relays as a power cut would; their data stays. */
export async function killNodes(clusters: readonly string[]): Promise<void> {
  const left = await killAll(() =>
    markedProcesses()
      .filter(({ cluster }) => clusters.includes(cluster))
      .map(({ pid }) => pid),
  );
  if (left.length > 0) {
    throw new Error(
      `processes ${left.join(
        ', ',
      )} do not end: see /proc/PID/stack, then run: npm run bed -- down`,
    );
  }
}

/** The logs of the bed before this one are worth a look once. */
function keepOldLogs(name: string): void {
  const logs = clusterLogs(name);
  if (!existsSync(logs)) return;
  rmSync(`${logs}.before`, { recursive: true, force: true });
  renameSync(logs, `${logs}.before`);
}
