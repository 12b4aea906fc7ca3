import { finding } from '../../findings/registry';
import type { Rule } from '../Rule';

/** MF3012: a remote secret is there, but discovery does not work. */
export const notSynced: Rule = ({ discovery }) =>
  discovery
    .filter(({ verdict }) => verdict === 'not-synced')
    .map(relation =>
      finding('MF3012', {
        cluster: relation.in,
        peer: relation.for,
        message: relation.reason,
        evidence: relation.evidence,
      }),
    );
