import { finding } from '../../../../findings/registry';
import { clusterIds } from '../../../discovery/remoteSecretsFor';
import { relatedPairs, type Rule } from '../Rule';

/**
 * MF3004, MF7013: cluster ids that two clusters share, or in which the revisions of one cluster
 * differ.
 */
export const clusterIdConflicts: Rule = input => [
  ...relatedPairs(input).flatMap(([a, b]) => {
    const shared = (clusterIds(a) ?? []).filter(id =>
      (clusterIds(b) ?? []).includes(id),
    );
    return shared.map(id =>
      finding('MF3004', {
        cluster: a.cluster,
        peer: b.cluster,
        message: `${a.cluster} and ${b.cluster} both have cluster id "${id}".`,
        evidence: [a, b].map(({ cluster, controlPlanes }) => ({
          cluster,
          field: 'env CLUSTER_ID',
          value: id,
          at: controlPlanes.at,
        })),
      }),
    );
  }),
  ...input.states.flatMap(state => {
    const ids = clusterIds(state) ?? [];
    return ids.length < 2
      ? []
      : [
          finding('MF7013', {
            cluster: state.cluster,
            message: `The revisions of ${
              state.cluster
            } have different cluster ids: ${ids.join(', ')}.`,
            evidence: [
              {
                cluster: state.cluster,
                field: 'env CLUSTER_ID',
                value: ids.join(' '),
                at: state.controlPlanes.at,
              },
            ],
          }),
        ];
  }),
];
