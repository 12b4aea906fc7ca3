/** Where everything of the bed is. All that it writes is below one folder. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of these sources. */
export const sourceDir = dirname(fileURLToPath(import.meta.url));

/** The bed's only folder of state: git-ignored, or where `MESH_BED_DIR` says. */
export const bedDir = resolve(
  process.env.MESH_BED_DIR ?? join(sourceDir, '..', '..', '.cache', 'bed'),
);

export const binRoot = join(bedDir, 'bin');
export const imagesRoot = join(bedDir, 'images');
export const downloadDir = join(bedDir, 'downloads');
export const runDir = join(bedDir, 'run');
export const logsDir = join(bedDir, 'logs');

/** What kubectl remembers of API servers: gone after `down`. */
export const discoveryCache = join(bedDir, 'kubectl-cache');

/** The state of one cluster: gone after `down`. */
export const clusterDir = (cluster: string) => join(runDir, cluster);

/** The logs of one cluster: kept after `down`. */
export const clusterLogs = (cluster: string) => join(logsDir, cluster);

export const kubeconfigPath = (cluster: string) =>
  join(clusterDir(cluster), 'kubeconfig');

/**
 * The note that says whose bed is up. Names and addresses are fixed, so there can be one bed
 * a machine whatever `MESH_BED_DIR` is; it is in a folder that does not survive a restart,
 * as the bed does not either.
 */
export const ownerFile = '/run/lock/mesh-bed.json';
