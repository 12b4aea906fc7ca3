import { finding } from '../../../../findings/registry';
import {
  type Finding,
  type RemoteSecret,
  SYNC_STATUS,
} from '../../../../model';
import { holdsFormerSecret } from '../../../discovery/holdsFormerSecret';
import { restartRemedy } from '../../../discovery/restartRemedy';
import { secretFault } from '../../../discovery/remoteSecretsFor';
import type { ClusterPair } from '../../question/oncePerPair';
import { commandRemedy, restartCommand } from '../../parts/remedies';
import { accountEvidence } from './accountEvidence';
import { trustsNoneOf } from './readerOf';
import { optional } from '../../../../model/basics/optional';

/**
 * Why no istiod has endpoints of the provider: the fault of the remote secret, else what istiod
 * says.
 */
export function faultFinding(
  input: ClusterPair,
  secrets: readonly RemoteSecret[],
  status: string,
): Finding {
  const { client, provider, context } = input;
  const faulty = secrets.find(
    secret => secretFault(secret, context.now) !== undefined,
  );
  const remoteSecret = faulty ?? secrets[0]!;
  const { secret, clusterId } = remoteSecret;
  const fault = secretFault(remoteSecret, context.now);
  const options = {
    cluster: client.cluster,
    peer: provider.cluster,
    object: secret,
    params: {
      federation: context.federationOf(client.cluster, provider.cluster),
    },
    evidence: [
      {
        cluster: client.cluster,
        object: secret,
        field: `data.${clusterId}`,
        value: fault ?? `server ${remoteSecret.server ?? 'unknown'}`,
        at: client.state.remoteSecrets.at,
      },
      ...accountEvidence(input, remoteSecret),
      {
        cluster: client.cluster,
        field: SYNC_STATUS,
        value: status,
        at: client.state.controlPlanes.at,
      },
    ],
  };
  if (fault !== undefined) {
    return finding(faultCode(remoteSecret, context.now), {
      ...options,
      message: `${secret.name} of ${client.cluster} does not work: ${fault}.`,
    });
  }
  if (trustsNoneOf(provider.state.apiServer.caFingerprints, remoteSecret)) {
    return finding('MF3015', {
      ...options,
      message: `${secret.name} of ${client.cluster} does not trust the CA of the API server of ${provider.cluster}.`,
    });
  }
  if (holdsFormerSecret(client.state, provider.state, context.now)) {
    return finding('MF3022', {
      ...options,
      message: `istiod of ${client.cluster} reports ${provider.cluster} as ${status}, although all that ${secret.name} says is good: it holds on to a former one.`,
      ...optional({ remedy: restartRemedy(client.state) }),
    });
  }
  const deployment = client.controlPlane?.deployment;
  return finding('MF3012', {
    ...options,
    message: `istiod of ${client.cluster} reports ${provider.cluster} as ${status}, although ${secret.name} is there.`,
    ...optional({
      remedy:
        status === 'not registered' && deployment !== undefined
          ? commandRemedy(client.cluster, restartCommand(deployment))
          : undefined,
    }),
  });
}

function faultCode(
  { problem, credential, tokenExpiresAt }: RemoteSecret,
  now: string,
): 'MF3005' | 'MF3006' | 'MF3007' | 'MF3009' {
  if (problem !== undefined) {
    return 'MF3005';
  }
  if (credential === 'exec' || credential === 'auth-provider') {
    return 'MF3006';
  }
  return tokenExpiresAt !== undefined &&
    Date.parse(tokenExpiresAt) <= Date.parse(now)
    ? 'MF3009'
    : 'MF3007';
}
