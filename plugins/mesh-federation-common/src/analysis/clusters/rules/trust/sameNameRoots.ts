import { finding } from '../../../../findings/registry';
import { relatedPairs, type Rule } from '../Rule';
import { sameNameConflict } from '../../../trust/sameNameConflict';

/** MF2010: roots that a verifier would confuse. */
export const sameNameRoots: Rule = input =>
  relatedPairs(input).flatMap(([a, b]) => {
    const conflict = sameNameConflict(a, b);
    return conflict === undefined
      ? []
      : [
          finding('MF2010', {
            cluster: a.cluster,
            peer: b.cluster,
            message: `The roots of ${a.cluster} and ${b.cluster} have the same subject "${conflict.a.subject}" and no key identifiers that tell them apart.`,
            evidence: [
              {
                cluster: a.cluster,
                field: 'root',
                value: conflict.a.fingerprint,
                at: a.trustStore.at,
              },
              {
                cluster: b.cluster,
                field: 'root',
                value: conflict.b.fingerprint,
                at: b.trustStore.at,
              },
            ],
          }),
        ];
  });
