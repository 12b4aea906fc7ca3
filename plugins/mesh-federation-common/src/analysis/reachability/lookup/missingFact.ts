import type { ClusterName, MissingFact, Observed } from '../../../model';
import { describeUnknown } from '../../describeUnknown';
import type { ClusterIndex } from './ClusterIndex';
import { asksForNodes } from './topology/topologyLabels';

/** The missing fact behind something unknown. */
export function missingFact(
  cluster: ClusterName,
  what: string,
  { reason, at }: Extract<Observed<unknown>, { status: 'unknown' }>,
): MissingFact {
  return { cluster, what, reason: describeUnknown(reason), at };
}

/** Why a cluster has no control plane in its index. */
export function noPlane({
  state,
}: ClusterIndex): Extract<Observed<unknown>, { status: 'unknown' }> {
  return state.controlPlanes.status === 'unknown'
    ? state.controlPlanes
    : {
        status: 'unknown',
        reason: { kind: 'not-observed', message: 'no istiod was found' },
        at: state.controlPlanes.at,
      };
}

/** The Nodes, when one of the selectors asks for something that only they tell. */
export function missingNodes(
  { cluster, state: { nodes } }: ClusterIndex,
  selectors: readonly (Readonly<Record<string, string>> | undefined)[],
): readonly MissingFact[] {
  return nodes.status === 'unknown' && selectors.some(asksForNodes)
    ? [missingFact(cluster, 'Nodes', nodes)]
    : [];
}

/** Facts that are missing for a cluster's Services. */
export function missingServices(
  indexes: readonly ClusterIndex[],
  service: { readonly namespace: string; readonly name: string },
): readonly MissingFact[] {
  return indexes.flatMap(index => {
    const found = index.service(service.namespace, service.name);
    return found.status === 'unknown'
      ? [missingFact(index.cluster, 'Services', found)]
      : [];
  });
}
