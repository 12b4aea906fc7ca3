/** Network namespaces, the wire between the nodes and the addresses that the machine takes. */
import {
  existsSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runDir } from './paths.ts';
import { run } from './process.ts';
import {
  clusterNames,
  machineAddresses,
  prefix,
  topologyOf,
  wireNamespace,
} from './topology.ts';
import type { ClusterTopology } from './topology.ts';

const ip = (...args: string[]) => run('ip', args, { timeoutMs: 20_000 });

/** For effects whose result may already be there, or already be gone. */
const ipIfPossible = (...args: string[]) =>
  run('ip', args, { timeoutMs: 20_000, allowFailure: true });

export const namespaceFile = (namespace: string) => `/run/netns/${namespace}`;

/** A command prefix that runs in a node's network. Never `ip netns exec`: it mounts /sys anew, without cgroups. */
export const inNamespace = (namespace: string) =>
  ['nsenter', `--net=${namespaceFile(namespace)}`] as const;

/** `ip netns add` mounts this folder over itself, and leaves it so for good. */
const namespaces = '/run/netns';
const isMounted = () =>
  readFileSync('/proc/mounts', 'utf8').includes(` ${namespaces} `);
const mountedByUs = join(runDir, 'netns.mounted');

/** The bridge between the nodes is in a namespace of its own: nothing of it in the machine's. */
export async function ensureWire(): Promise<void> {
  if (existsSync(namespaceFile(wireNamespace))) return;
  if (!isMounted()) writeFileSync(mountedByUs, '');
  await ip('netns', 'add', wireNamespace);
  await ip('-n', wireNamespace, 'link', 'add', 'br0', 'type', 'bridge');
  await ip('-n', wireNamespace, 'link', 'set', 'br0', 'up');
}

/**
 * The node's network: one interface on the wire, no default route and no route to the Pods of
 * other clusters, so node and load balancer addresses are all that clusters see of each other.
 */
export async function ensureClusterNetwork(
  cluster: ClusterTopology,
): Promise<void> {
  const { namespace, nodeAddress, podRange, serviceRange } = cluster;
  if (!existsSync(namespaceFile(namespace))) {
    await ip('netns', 'add', namespace);
    const port = `v-${cluster.name}`;
    await ip(
      '-n',
      wireNamespace,
      'link',
      'add',
      port,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      namespace,
    );
    await ip('-n', wireNamespace, 'link', 'set', port, 'master', 'br0', 'up');
    await ip('-n', namespace, 'link', 'set', 'lo', 'up');
    await ip('-n', namespace, 'link', 'set', 'eth0', 'up');
    await ip(
      '-n',
      namespace,
      'address',
      'add',
      `${nodeAddress}/24`,
      'dev',
      'eth0',
    );
    for (const address of cluster.loadBalancerAddresses)
      await ip(
        '-n',
        namespace,
        'address',
        'add',
        `${address}/32`,
        'dev',
        'eth0',
      );
    // Only to have a route at all: kube-proxy replaces the destination.
    await ip(
      '-n',
      namespace,
      'route',
      'add',
      serviceRange,
      'dev',
      'eth0',
      'src',
      nodeAddress,
    );
    const [enter, ...args] = inNamespace(namespace);
    await run(enter, [
      ...args,
      'sh',
      '-c',
      'echo 1 > /proc/sys/net/ipv4/ip_forward',
    ]);
    await run(enter, [
      ...args,
      'iptables',
      '-w',
      '-t',
      'nat',
      '-A',
      'POSTROUTING',
      '-s',
      podRange,
      '!',
      '-d',
      podRange,
      '-o',
      'eth0',
      '-j',
      'MASQUERADE',
    ]);
  }
  await takeAddresses(cluster);
}

/**
 * Gives the machine the addresses of the cluster as well: node and load balancers for the relay, so
 * that one URL works inside and outside, Pods and Services only so that nothing dialed by
 * mistake finds the default route.
 */
async function takeAddresses(cluster: ClusterTopology): Promise<void> {
  for (const address of machineAddresses(cluster))
    await ip('address', 'replace', `${address}/32`, 'dev', 'lo');
  for (const range of [cluster.podRange, cluster.serviceRange])
    await ip('route', 'replace', 'local', range, 'dev', 'lo');
}

/** Removes whatever there is of the network of every cluster. */
export async function removeNetwork(): Promise<void> {
  for (const name of clusterNames) {
    const cluster = topologyOf(name);
    const { namespace, podRange, serviceRange } = cluster;
    if (existsSync(namespaceFile(namespace)))
      await ipIfPossible('netns', 'delete', namespace);
    for (const range of [podRange, serviceRange])
      await ipIfPossible('route', 'delete', 'local', range, 'dev', 'lo');
  }
  if (existsSync(namespaceFile(wireNamespace)))
    await ipIfPossible('netns', 'delete', wireNamespace);
  if (existsSync(mountedByUs) && readdirSync(namespaces).length === 0) {
    const unmounted = await run('umount', [namespaces], { allowFailure: true });
    if (unmounted.code === 0) rmdirSync(namespaces);
  }
  const taken = await addressesOnLoopback();
  for (const address of clusterNames.flatMap(name =>
    machineAddresses(topologyOf(name)),
  ))
    if (taken.includes(address))
      await ipIfPossible('address', 'delete', `${address}/32`, 'dev', 'lo');
}

/** What of the bed's network is on the machine: for `status` and for a check that nothing is left. */
export async function networkLeft(): Promise<readonly string[]> {
  const { stdout } = await ip('netns', 'list');
  const namespaces = stdout
    .split('\n')
    .map(line => line.split(' ')[0])
    .filter(name => name.startsWith(prefix));
  const known = clusterNames.flatMap(name =>
    machineAddresses(topologyOf(name)),
  );
  const addresses = await addressesOnLoopback();
  return [...namespaces, ...addresses.filter(a => known.includes(a))];
}

async function addressesOnLoopback(): Promise<readonly string[]> {
  const { stdout } = await ip('-4', '-o', 'address', 'show', 'dev', 'lo');
  return [...stdout.matchAll(/inet ([\d.]+)/g)].map(match => match[1]);
}
