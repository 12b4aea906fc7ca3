import { finding } from '../../../../findings/registry';
import {
  remoteSecretsFor,
  secretFault,
} from '../../../discovery/remoteSecretsFor';
import { holdsFormerSecret } from '../../../discovery/holdsFormerSecret';
import { restartRemedy } from '../../../discovery/restartRemedy';
import type { DiscoveryRelation } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import type { Rule, RuleInput } from '../Rule';

/**
 * MF3012: a remote secret is there, but discovery does not work. MF3016 where a federation chose
 * that istiod cannot say so, MF3022 where only a restart of istiod helps. What has a cause of its
 * own is told by that one alone: an istiod that does not run, or a credential that does not work.
 */
export const notSynced: Rule = input =>
  input.discovery
    .filter(({ verdict }) => verdict === 'not-synced')
    .filter(relation => !hasOwnCause(input, relation))
    .map(relation => {
      const { in: cluster, for: peer, reason: message, evidence } = relation;
      const options = { cluster, peer, message, evidence };
      if (input.withoutSecrets(cluster, peer)) {
        return finding('MF3016', options);
      }
      const { reader, target } = pairOf(input, relation);
      return reader && target && holdsFormerSecret(reader, target, input.now)
        ? finding('MF3022', {
            ...options,
            ...optional({ remedy: restartRemedy(reader) }),
          })
        : finding('MF3012', options);
    });

function hasOwnCause(input: RuleInput, relation: DiscoveryRelation): boolean {
  const { reader, target } = pairOf(input, relation);
  if (reader === undefined || target === undefined) {
    return false;
  }
  const { controlPlanes } = reader;
  return (
    (controlPlanes.status === 'observed' &&
      controlPlanes.value.some(
        ({ replicas }) => !replicas.some(({ ready }) => ready),
      )) ||
    (remoteSecretsFor(reader, target) ?? []).some(
      secret => secretFault(secret, input.now) !== undefined,
    )
  );
}

function pairOf({ states }: RuleInput, relation: DiscoveryRelation) {
  return {
    reader: states.find(({ cluster }) => cluster === relation.in),
    target: states.find(({ cluster }) => cluster === relation.for),
  };
}
