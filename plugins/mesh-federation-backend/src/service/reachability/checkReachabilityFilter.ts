import { InputError } from '@backstage/errors';
import type {
  ClusterName,
  ServiceReachabilityFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

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
