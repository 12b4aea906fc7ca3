import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/** MF1006: two names whose namespace kube-system has one UID. */
export const sameCluster: Rule = ({ states }) =>
  states.flatMap((a, index) =>
    states.slice(index + 1).flatMap(b =>
      a.uid.status === 'observed' &&
      b.uid.status === 'observed' &&
      a.uid.value === b.uid.value
        ? [
            finding('MF1006', {
              cluster: a.cluster,
              peer: b.cluster,
              message: `${a.cluster} and ${b.cluster} are the same cluster.`,
              evidence: [a, b].map(({ cluster, uid }) => ({
                cluster,
                field: 'metadata.uid of namespace kube-system',
                value: uid.status === 'observed' ? uid.value : '',
                at: uid.at,
              })),
            }),
          ]
        : [],
    ),
  );
