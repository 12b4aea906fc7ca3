import { finding } from '../../../../findings/registry';
import type { ClusterState, Finding, RemoteSecret } from '../../../../model';
import {
  remoteSecretsFor,
  secretFault,
} from '../../../discovery/remoteSecretsFor';
import type { Rule } from '../Rule';

/**
 * MF3013: a remote secret between federated clusters was made by somebody else and is used as it
 * is.
 */
export const foreignSecrets: Rule = ({ states, federated, now }) =>
  states.flatMap(reader =>
    states
      .filter(target => federated(reader.cluster, target.cluster))
      .flatMap(target =>
        (remoteSecretsFor(reader, target) ?? [])
          .filter(
            secret =>
              secret.ownership.owner !== 'self' &&
              secretFault(secret, now) === undefined &&
              secret.token.status === 'observed',
          )
          .map(secret => foreignSecretFinding(reader, target, secret)),
      ),
  );

/** MF3013 for one Secret. */
export function foreignSecretFinding(
  reader: Pick<ClusterState, 'cluster'>,
  target: Pick<ClusterState, 'cluster'>,
  { secret, ownership }: RemoteSecret,
): Finding {
  return finding('MF3013', {
    cluster: reader.cluster,
    peer: target.cluster,
    object: secret,
    message: `${secret.name} of ${reader.cluster} was not made by this plugin and is used for ${target.cluster} as it is.`,
    evidence: [
      {
        cluster: reader.cluster,
        object: secret,
        field: 'owner',
        value: ownership.owner,
      },
    ],
  });
}
