/** The bed as a whole: up, down, and one cluster's death and return. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { binDir, buildBinaries, isBuilt, pruneBinaries } from './build.ts';
import { endCompanions } from './companions.ts';
import { ensureDns, handleOf, waitForApi, waitForRestart } from './cluster.ts';
import { buildImages } from './images.ts';
import { ensureIstio } from './istio.ts';
import { raiseLimits, restoreLimits } from './limits.ts';
import type { ClusterHandle } from './kubernetes.ts';
import { ensureWire, networkLeft, removeNetwork } from './network.ts';
import { cgroupsLeft, removeCgroup } from './node/cgroups.ts';
import { ensureNode, killNodes } from './node/node.ts';
import { markedProcesses, processOf } from './node/processes.ts';
import type { NodeFiles } from './node/settings.ts';
import { asOnlyOperation } from './owner.ts';
import {
  bedDir,
  clusterDir,
  clusterLogs,
  discoveryCache,
  runDir,
} from './paths.ts';
import { ensurePrerequisites } from './prerequisites.ts';
import { forEachLimited, sleep } from './process.ts';
import { teller } from './progress.ts';
import type { OnProgress, Tell } from './progress.ts';
import { applySample } from './sample.ts';
import { clusterNames, firstClusters, prefix, topologyOf } from './topology.ts';
import type { ClusterTopology } from './topology.ts';

export interface BedOptions {
  /** 1 to 8. */
  readonly clusters: number;
  /** Default: true. */
  readonly istio?: boolean;
  /** Default: the same as `istio`. */
  readonly sample?: boolean;
  readonly onProgress?: OnProgress;
}

/**
 * Brings up what is not up and changes nothing of the rest; clusters beyond the wanted number stay.
 * What a broken-off operation left is removed first.
 * @throws with what to do and which log to read.
 */
export async function bedUp(
  options: BedOptions,
): Promise<readonly ClusterHandle[]> {
  const clusters = firstClusters(options.clusters);
  const istio = options.istio ?? true;
  const sample = options.sample ?? istio;
  const tell = teller(options.onProgress);
  await ensurePrerequisites(tell, { build: !isBuilt() });
  return asOnlyOperation(`up --clusters ${clusters.length}`, async found => {
    mkdirSync(bedDir, { recursive: true });
    const files = await prepare(
      tell,
      found.interrupted ?? (found.fresh && 'the last start of the machine'),
    );
    await bringUp(clusters, files, tell);
    if (istio) await installIstio(clusters, files, tell);
    if (sample) await installSample(clusters, tell);
    return clusters.map(({ name }) => handleOf(name));
  });
}

/** The clusters that are part of the bed, whether or not they run at the moment. */
export const clustersUp = (): readonly ClusterHandle[] =>
  clusterNames.filter(name => existsSync(clusterDir(name))).map(handleOf);

/** Ends every cluster and removes all that `bedUp` made, but for programs, images and logs. */
export async function bedDown(onProgress?: OnProgress): Promise<void> {
  const tell = teller(onProgress);
  await asOnlyOperation('down', async () => {
    await tearDown(tell);
    tell('down', 'nothing of the bed is left on the machine');
  });
}

/** Only builds: for a cache, or to see whether it can be done. */
export async function bedBuild(onProgress?: OnProgress): Promise<void> {
  const tell = teller(onProgress);
  await ensurePrerequisites(tell, { build: !isBuilt() });
  const files = { bin: await buildBinaries(tell) };
  await buildImages(files.bin, tell);
}

/** Kills a cluster as a power cut would; its data stays. */
export async function stopCluster(name: string): Promise<void> {
  const cluster = existing(name);
  await asOnlyOperation(`stop ${name}`, () => killNodes([cluster.name]));
}

/** Starts a stopped cluster and waits until all of its Pods have come back. */
export async function startCluster(
  name: string,
  onProgress?: OnProgress,
): Promise<void> {
  const cluster = existing(name);
  if (processOf(name, 'node') !== undefined) return;
  const tell = teller(onProgress);
  await asOnlyOperation(`start ${name}`, async () => {
    const bin = await buildBinaries(tell);
    const images = await buildImages(bin, tell);
    const since = new Date();
    await bringUp([cluster], { bin, images }, tell);
    await waitForRestart(cluster, since);
    tell('clusters', 'every Pod is back', name);
  });
}

function existing(name: string): ClusterTopology {
  const cluster = topologyOf(name);
  if (!existsSync(clusterDir(name)))
    throw new Error(`${name} is not part of the bed: npm run bed -- up`);
  return cluster;
}

/** Builds, and removes what cannot be gone on with. */
async function prepare(tell: Tell, broken: string | false): Promise<NodeFiles> {
  const marker = join(runDir, 'programs');
  const running = existsSync(marker) ? readFileSync(marker, 'utf8') : undefined;
  const outdated = running !== undefined && running !== basename(binDir());
  const reason = outdated ? 'other versions of the programs' : broken;
  if (reason && (await isAnythingLeft())) {
    tell('clean', `removing what is left from before: ${reason}`);
    await tearDown(tell);
  }
  const bin = await buildBinaries(tell);
  const images = await buildImages(bin, tell);
  if (markedProcesses().length === 0) pruneBinaries();
  mkdirSync(runDir, { recursive: true });
  writeFileSync(marker, basename(bin));
  return { bin, images };
}

const isAnythingLeft = async () =>
  existsSync(runDir) ||
  markedProcesses().length > 0 ||
  (await networkLeft()).length > 0;

async function bringUp(
  clusters: readonly ClusterTopology[],
  files: NodeFiles,
  tell: Tell,
): Promise<void> {
  raiseLimits();
  await ensureWire();
  for (const cluster of clusters) await ensureNode(cluster, files);
  await forEachLimited(clusters, clusters.length, async cluster => {
    const { name } = cluster;
    await waitForApi(cluster);
    tell('clusters', `API server ready at ${cluster.apiServer}`, name);
    await ensureDns(cluster);
    tell('clusters', 'node and DNS ready', name);
  });
}

const installIstio = (
  clusters: readonly ClusterTopology[],
  { bin }: NodeFiles,
  tell: Tell,
) =>
  // istioctl alone fills a core.
  forEachLimited(clusters, Math.max(2, cpus().length), async cluster => {
    await ensureIstio(cluster, bin);
    tell('istio', 'istiod ready', cluster.name);
  });

const installSample = (clusters: readonly ClusterTopology[], tell: Tell) =>
  forEachLimited(clusters, Math.max(2, cpus().length), async ({ name }) => {
    await applySample(handleOf(name), { all: clusters.map(each => each.name) });
    tell('sample', 'sample workloads ready', name);
  });

async function tearDown(tell: Tell): Promise<void> {
  await endCompanions();
  await killNodes(clusterNames);
  tell('down', 'every process has ended');
  await removeNetwork();
  for (const name of clusterNames) removeCgroup(topologyOf(name).namespace);
  restoreLimits();
  for (const folder of [runDir, discoveryCache])
    rmSync(folder, { recursive: true, force: true });
  // The kernel may need a moment for the last group of a container.
  for (let tries = 0; tries < 50 && cgroupsLeft(prefix).length > 0; tries++) {
    await sleep(100);
    for (const name of clusterNames) removeCgroup(topologyOf(name).namespace);
  }
  const left = [...(await networkLeft()), ...cgroupsLeft(prefix)];
  if (left.length > 0)
    throw new Error(
      `left on the machine: ${left.join(
        ', ',
      )}. Is a process of yours in there? ` + `Logs: ${clusterLogs('')}`,
    );
}
