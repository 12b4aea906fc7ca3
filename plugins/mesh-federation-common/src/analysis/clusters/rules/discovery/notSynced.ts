import { finding } from '../../../../findings/registry';
import {
  remoteSecretsFor,
  secretFault,
} from '../../../discovery/remoteSecretsFor';
import type { Rule, RuleInput } from '../Rule';

/**
 * MF3012: a remote secret is there, but discovery does not work. MF3016 where a federation chose
 * that istiod cannot say so. What has a cause of its own is told by that one alone: an istiod that
 * does not run, or a credential that does not work.
 */
export const notSynced: Rule = input =>
  input.discovery
    .filter(({ verdict }) => verdict === 'not-synced')
    .filter(relation => !hasOwnCause(input, relation))
    .map(relation => {
      const { in: cluster, for: peer, reason: message, evidence } = relation;
      const code = input.withoutSecrets(cluster, peer) ? 'MF3016' : 'MF3012';
      return finding(code, { cluster, peer, message, evidence });
    });

function hasOwnCause(
  { states, now }: RuleInput,
  relation: RuleInput['discovery'][number],
): boolean {
  const reader = states.find(({ cluster }) => cluster === relation.in);
  const target = states.find(({ cluster }) => cluster === relation.for);
  if (reader === undefined || target === undefined) {
    return false;
  }
  const { controlPlanes } = reader;
  return (
    (controlPlanes.status === 'observed' &&
      controlPlanes.value.some(({ replicas }) => replicas.length === 0)) ||
    (remoteSecretsFor(reader, target) ?? []).some(
      secret => secretFault(secret, now) !== undefined,
    )
  );
}
