import { NotFoundError } from '@backstage/errors';
import type { ReachabilityFilter } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  ClusterIndex,
  ReachabilityContext,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/**
 * Throws `NotFoundError` for a client that is nowhere: no cluster has its namespace, or none has
 * Pods of its workload. A cluster of which it is not known may have it.
 */
export function requireClient(
  context: ReachabilityContext,
  { from, clientNamespace, clientWorkload }: ReachabilityFilter,
): void {
  if (clientNamespace === undefined) {
    return;
  }
  const indexes = context.clusters
    .filter(cluster => from === undefined || cluster === from)
    .flatMap(cluster => context.index(cluster) ?? []);
  const nobody =
    from === undefined ? 'No cluster has' : `Cluster ${from} has no`;
  if (!indexes.some(index => mayHaveNamespace(index, clientNamespace))) {
    const a = from === undefined ? ' a' : '';
    throw new NotFoundError(`${nobody}${a} namespace ${clientNamespace}`);
  }
  if (
    clientWorkload !== undefined &&
    !indexes.some(index =>
      mayHaveWorkload(index, clientNamespace, clientWorkload),
    )
  ) {
    throw new NotFoundError(
      `${nobody} Pods of a workload ${clientNamespace}/${clientWorkload}`,
    );
  }
}

function mayHaveNamespace(index: ClusterIndex, name: string): boolean {
  const namespace = index.namespace(name);
  return namespace.status === 'unknown' || namespace.value !== undefined;
}

function mayHaveWorkload(
  index: ClusterIndex,
  namespace: string,
  workload: string,
): boolean {
  const pods = index.podsOf(namespace);
  return (
    pods.status === 'unknown' ||
    pods.value.some(
      pod => pod.workload.name === workload || pod.name === workload,
    )
  );
}
