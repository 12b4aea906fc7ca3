import { InputError } from '@backstage/errors';
import {
  counted,
  type ClusterName,
  type ReachabilityFilter,
  type ServiceReachabilityFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A table of so many cells nobody reads, and it is not sent. */
const MAX_CELLS = 10_000;

/**
 * Throws InputError for a table of all clusters, for each port, that is larger than anybody reads.
 */
export function checkTableSize(
  { from, to }: ReachabilityFilter,
  clusters: readonly unknown[],
): void {
  const cells = clusters.length ** 2;
  if (from === undefined && to === undefined && cells > MAX_CELLS) {
    throw new InputError(
      `from: ${counted(clusters.length, 'cluster')} make ${counted(
        cells,
        'cell',
      )} for each port, more than ${MAX_CELLS}; ask from one cluster, or to one`,
    );
  }
}

/** Throws InputError that names the field for a question that makes no sense here. */
export function checkReachabilityFilter(
  filter: ServiceReachabilityFilter,
  clusters: readonly { readonly cluster: ClusterName }[],
): void {
  for (const field of ['from', 'to', 'without'] as const) {
    const cluster = filter[field];
    if (
      cluster !== undefined &&
      !clusters.some(item => item.cluster === cluster)
    ) {
      throw new InputError(
        `${field}: '${cluster}' is not a cluster of the Kubernetes plugin`,
      );
    }
  }
  if (
    filter.clientWorkload !== undefined &&
    filter.clientNamespace === undefined
  ) {
    throw new InputError(
      'clientWorkload: needs clientNamespace, because the names of workloads are unique in a namespace only',
    );
  }
}
