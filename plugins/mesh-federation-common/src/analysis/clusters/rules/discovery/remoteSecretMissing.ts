import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/** MF3001: two clusters share a federation, and one does not read the other. */
export const remoteSecretMissing: Rule = ({
  discovery,
  federated,
  federationOf,
}) =>
  discovery
    .filter(
      relation =>
        relation.verdict === 'absent' && federated(relation.in, relation.for),
    )
    .map(relation =>
      finding('MF3001', {
        cluster: relation.in,
        peer: relation.for,
        message: relation.reason,
        params: { federation: federationOf(relation.in, relation.for) },
        evidence: relation.evidence,
      }),
    );
