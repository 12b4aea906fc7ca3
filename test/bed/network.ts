/** Network namespaces, the wire between the nodes and the addresses that the machine takes. */
import {
  existsSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { clusterDir, runDir } from './paths.ts';
import { run } from './process.ts';
import {
  clusterNames,
  machineAddresses,
  prefix,
  topologyOf,
  wireNamespace,
} from './topology.ts';
import type { ClusterTopology } from './topology.ts';

const limits = { timeoutMs: 20_000 } as const;
const ip = (...args: string[]) => run('ip', args, limits);

/** For effects whose result may already be gone. */
const ipIfPossible = (...args: string[]) =>
  run('ip', args, { ...limits, allowFailure: true });

/** One command a line, in a namespace; stops at the first that fails. */
const ipInside = (namespace: string, commands: readonly string[]) =>
  run('ip', ['-n', namespace, '-batch', '-'], {
    ...limits,
    input: `${commands.join('\n')}\n`,
  });

export const namespaceFile = (namespace: string) => `/run/netns/${namespace}`;

/**
 * A command prefix that runs in a node's network. Never `ip netns exec`: it mounts /sys anew,
 * without cgroups.
 */
export const inNamespace = (namespace: string) =>
  ['nsenter', `--net=${namespaceFile(namespace)}`] as const;

/** `ip netns add` mounts this folder over itself, and leaves it so for good. */
const namespaces = '/run/netns';
const isMounted = () =>
  readFileSync('/proc/mounts', 'utf8').includes(` ${namespaces} `);
const mountedByUs = join(runDir, 'netns.mounted');

/** The bridge between the nodes, in a namespace of its own: nothing of it is in the machine's. */
export async function ensureWire(): Promise<void> {
  if (existsSync(namespaceFile(wireNamespace))) return;
  if (!isMounted()) writeFileSync(mountedByUs, '');
  await ip('netns', 'add', wireNamespace);
  await ipInside(wireNamespace, [
    'link add br0 type bridge',
    'link set br0 up',
  ]);
}

/**
 * The network of a node, and its addresses on the machine as well: node and load balancers for
 * the relay, so that one URL works inside and outside, Pods and Services only so that nothing
 * dialed by mistake finds the default route.
 */
export async function ensureClusterNetwork(
  cluster: ClusterTopology,
): Promise<void> {
  const complete = join(clusterDir(cluster.name), 'network.complete');
  if (!existsSync(complete) || !existsSync(namespaceFile(cluster.namespace))) {
    await makeClusterNetwork(cluster);
    writeFileSync(complete, '');
  }
  for (const address of machineAddresses(cluster))
    await ip('address', 'replace', `${address}/32`, 'dev', 'lo');
  for (const range of [cluster.podRange, cluster.serviceRange])
    await ip('route', 'replace', 'local', range, 'dev', 'lo');
}

/**
 * One interface on the wire, no default route and no route to the Pods of other clusters, so node
 * and load balancer addresses are all that clusters see of each other.
 */
async function makeClusterNetwork(cluster: ClusterTopology): Promise<void> {
  const { namespace, nodeAddress, podRange, serviceRange } = cluster;
  const port = `v-${cluster.name}`;
  // Of an attempt that was broken off.
  await ipIfPossible('netns', 'delete', namespace);
  await ipIfPossible('-n', wireNamespace, 'link', 'delete', port);
  await ip('netns', 'add', namespace);
  await ipInside(wireNamespace, [
    `link add ${port} type veth peer name eth0 netns ${namespace}`,
    `link set ${port} master br0 up`,
  ]);
  await ipInside(namespace, [
    'link set lo up',
    'link set eth0 up',
    `address add ${nodeAddress}/24 dev eth0`,
    ...cluster.loadBalancerAddresses.map(
      address => `address add ${address}/32 dev eth0`,
    ),
    // Only to have a route at all: kube-proxy replaces the destination.
    `route add ${serviceRange} dev eth0 src ${nodeAddress}`,
  ]);
  const [enter, ...args] = inNamespace(namespace);
  const masquerade = `-A POSTROUTING -s ${podRange} ! -d ${podRange} -o eth0 -j MASQUERADE`;
  const inside = [
    'echo 1 > /proc/sys/net/ipv4/ip_forward',
    `iptables -w -t nat ${masquerade}`,
  ];
  await run(enter, [...args, 'sh', '-ec', inside.join('\n')]);
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

/**
 * What of the bed's network is on the machine: for `status` and for a check that nothing is left.
 */
export async function networkLeft(): Promise<readonly string[]> {
  const { stdout } = await ip('netns', 'list');
  const left = stdout
    .split('\n')
    .map(line => line.split(' ')[0])
    .filter(name => name.startsWith(prefix));
  const known = clusterNames.flatMap(name =>
    machineAddresses(topologyOf(name)),
  );
  const addresses = await addressesOnLoopback();
  return [...left, ...addresses.filter(a => known.includes(a))];
}

async function addressesOnLoopback(): Promise<readonly string[]> {
  const { stdout } = await ip('-4', '-o', 'address', 'show', 'dev', 'lo');
  return [...stdout.matchAll(/inet ([\d.]+)/g)].map(match => match[1]);
}
