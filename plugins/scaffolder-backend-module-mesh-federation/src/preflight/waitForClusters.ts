import { InputError } from '@backstage/errors';
import {
  pagesOf,
  type ClusterName,
  type MeshFederationApi,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { askUntil } from '../connect/askUntil';
import type { Clock } from '../connect/Clock';
import type { Task } from '../connect/Task';

/**
 * Waits until Backstage's Kubernetes plugin knows all clusters: one that was registered in the
 * catalog just now appears after a while.
 *
 * @throws InputError that names those that it does not know at the deadline.
 */
export async function waitForClusters(options: {
  readonly api: MeshFederationApi;
  readonly task: Pick<Task, 'logger' | 'signal'>;
  readonly clock: Clock;
  readonly clusters: readonly ClusterName[];
  readonly deadline: number;
}): Promise<void> {
  const { api, task, clock, clusters, deadline } = options;
  let missing = clusters;
  let told = false;
  await askUntil({
    task,
    clock,
    deadline,
    ask: async () => {
      missing = await unknownClusters(api, clusters);
      if (missing.length === 0) return true;
      if (!told && clock.now() < deadline) {
        task.logger.info(`Not known yet: ${missing.join(', ')}`);
        told = true;
      }
      return undefined;
    },
  });
  if (missing.length > 0) {
    throw new InputError(
      `clusters: the Kubernetes plugin does not know ${missing
        .map(name => `'${name}'`)
        .join(
          ', ',
        )}. Correct the name, register the cluster, or wait longer with waitMinutes if it was registered just now`,
    );
  }
}

async function unknownClusters(
  api: MeshFederationApi,
  clusters: readonly ClusterName[],
): Promise<readonly ClusterName[]> {
  const pages = await pagesOf(page => api.listClusters(page));
  const known = new Set(
    pages.flatMap(({ items }) => items.map(({ cluster }) => cluster.name)),
  );
  return clusters.filter(name => !known.has(name));
}
