import type { ClusterName } from '../../../model';
import { mapObserved } from '../lookup/lookUp';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';

/**
 * What would be so if no Service had an endpoint in the cluster, and all else stayed as it is. An
 * answer that istiod contradicted stays doubtful, but for endpoints that are supposed to be gone.
 *
 * @alpha
 */
export function withoutEndpoints(
  context: ReachabilityContext,
  without: ClusterName,
): ReachabilityContext {
  const index = context.index(without);
  const emptied = index && {
    ...index,
    endpointSlices: (namespace: string, service: string) =>
      mapObserved(index.endpointSlices(namespace, service), () => []),
    workloadEntries: (namespace: string) =>
      mapObserved(index.workloadEntries(namespace), () => []),
  };
  return {
    ...context,
    index: cluster => (cluster === without ? emptied : context.index(cluster)),
    contradictions: service =>
      context
        .contradictions(service)
        .filter(({ provider }) => provider !== without),
  };
}
