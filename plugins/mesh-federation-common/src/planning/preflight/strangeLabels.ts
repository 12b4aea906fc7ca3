import { labelledObjects } from '../../analysis/clusters/labelledObjects';
import { finding } from '../../findings/registry';
import type { ClusterState, Federation, Finding } from '../../model';
import { describeObject } from '../../model/objectRef';

/**
 * MF7021 for each object that serves a federation which is not among those known: what it needs
 * cannot be told, so that nothing of it may be changed or deleted. A known federation that the
 * cluster is no member of needs nothing in it; its label stays where an object was shared.
 */
export function strangeLabelFindings(
  states: readonly ClusterState[],
  federations: readonly Federation[],
): readonly Finding[] {
  const names = new Set(federations.map(({ name }) => name));
  return states.flatMap(state =>
    labelledObjects(state).flatMap(({ object, ownership }) =>
      ownership.federations
        .filter(name => !names.has(name))
        .map(federation =>
          finding('MF7021', {
            cluster: state.cluster,
            object,
            message: `${describeObject(object)} of ${
              state.cluster
            } serves federation ${federation}, which this Backstage does not know.`,
            blocking: true,
            params: { federation },
            evidence: [
              {
                cluster: state.cluster,
                object,
                field: 'metadata.labels',
                value: ownership.federations.join(', '),
                at: state.at,
              },
            ],
          }),
        ),
    ),
  );
}
