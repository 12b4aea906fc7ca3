/**
 * One bed for many test files, each in a process of its own: whoever runs them lets the bed stay,
 * and takes it down at the end. A file that needs clusters which nobody has joined says so, and
 * takes down what it cannot use.
 */
import {
  bedDown,
  bedUp,
  clustersUp,
  kubectl,
  type BedOptions,
  type ClusterHandle,
} from '../bed/index.ts';

const STAYS = 'MESH_BED_STAYS';

/**
 * From now on `closeBed` leaves the clusters as they are, here and in programs started from here.
 */
export function letBedStay(): void {
  process.env[STAYS] = '1';
}

/** Takes the clusters down, unless others are to use them. */
export async function closeBed(): Promise<void> {
  if (process.env[STAYS] !== '1') {
    await bedDown();
  }
}

/** Brings up a bed with exactly so many clusters, none of which is joined or was. */
export async function openApartBed(
  options: BedOptions,
): Promise<readonly ClusterHandle[]> {
  const up = clustersUp();
  const fits =
    up.length === options.clusters &&
    (await Promise.all(up.map(isApart))).every(Boolean);
  if (up.length > 0 && !fits) {
    await bedDown(options.onProgress);
  }
  return bedUp(options);
}

/** A cluster that does not answer may be anything. */
async function isApart(cluster: ClusterHandle): Promise<boolean> {
  const { code, stdout } = await kubectl(
    cluster,
    [
      ...['get', 'configmaps,secrets,serviceaccounts', '--all-namespaces'],
      ...[
        '--selector',
        'app.kubernetes.io/managed-by=backstage-mesh-federation',
      ],
      ...['--output', 'name'],
    ],
    { allowFailure: true, timeoutMs: 10_000 },
  );
  return code === 0 && stdout.trim() === '';
}
