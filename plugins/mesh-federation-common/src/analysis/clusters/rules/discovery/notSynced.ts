import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/**
 * MF3012: a remote secret is there, but discovery does not work. MF3016 where a federation chose
 * that istiod cannot say so.
 */
export const notSynced: Rule = ({ discovery, withoutSecrets }) =>
  discovery
    .filter(({ verdict }) => verdict === 'not-synced')
    .map(relation => {
      const { in: cluster, for: peer, reason: message, evidence } = relation;
      const code = withoutSecrets(cluster, peer) ? 'MF3016' : 'MF3012';
      return finding(code, { cluster, peer, message, evidence });
    });
