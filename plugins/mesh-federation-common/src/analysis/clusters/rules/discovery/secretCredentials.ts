import { finding } from '../../../../findings/registry';
import type {
  ClusterState,
  Finding,
  RemoteSecret,
  Timestamp,
} from '../../../../model';
import { remoteSecretsFor } from '../../../discovery/remoteSecretsFor';
import { reportsSynced } from '../../../discovery/reportsSynced';
import { grantedLifeMs, renewBeforeMs } from '../../../../model/renewBefore';
import type { Rule } from '../Rule';

/**
 * MF3005 to MF3009, MF3021: kubeconfigs and tokens that do not work, or not for long. A rejected
 * token with which istiod still reports the cluster as synced is told as that, MF3010, alone.
 */
export const secretCredentials: Rule = ({ states, now, federationOf }) =>
  states.flatMap(state => {
    const { cluster, remoteSecrets } = state;
    const targets = targetsOf(state, states);
    return remoteSecrets.status === 'unknown'
      ? []
      : remoteSecrets.value.flatMap(secret => {
          const target = targets.get(secret);
          const federation = federationOf(
            cluster,
            ...(target === undefined ? [] : [target.cluster]),
          );
          const isStale =
            target !== undefined && reportsSynced(state, secret.clusterId);
          return credentialFindings(state, secret, federation, now).filter(
            ({ code }) => code !== 'MF3007' || !isStale,
          );
        });
  });

/** Which of the known clusters each remote secret is for. */
function targetsOf(
  reader: ClusterState,
  states: readonly ClusterState[],
): ReadonlyMap<RemoteSecret, ClusterState> {
  return new Map(
    states
      .filter(target => target !== reader)
      .flatMap(target =>
        (remoteSecretsFor(reader, target) ?? []).map(
          secret => [secret, target] as const,
        ),
      ),
  );
}

function credentialFindings(
  { cluster, remoteSecrets: { at } }: ClusterState,
  remoteSecret: RemoteSecret,
  federation: string,
  now: Timestamp,
): readonly Finding[] {
  const { secret, clusterId, credential, problem, token, tokenExpiresAt } =
    remoteSecret;
  const name = `${secret.name} of ${cluster}`;
  const options = {
    cluster,
    object: secret,
    params: { federation },
    evidence: [{ cluster, object: secret, field: `data.${clusterId}`, at }],
  };
  if (problem !== undefined) {
    return [
      finding('MF3005', {
        ...options,
        message: `The kubeconfig in ${name} cannot be read: ${problem}.`,
      }),
    ];
  }
  if (credential === 'exec' || credential === 'auth-provider') {
    return [
      finding('MF3006', {
        ...options,
        message: `The kubeconfig in ${name} uses ${credential}.`,
      }),
    ];
  }
  const left =
    tokenExpiresAt === undefined
      ? Number.POSITIVE_INFINITY
      : Date.parse(tokenExpiresAt) - Date.parse(now);
  if (tokenExpiresAt !== undefined && left <= 0) {
    return [
      finding('MF3009', {
        ...options,
        message: `The token in ${name} expired at ${tokenExpiresAt}.`,
      }),
    ];
  }
  return [
    ...(token.status === 'observed' && token.value === 'rejected'
      ? [
          finding('MF3007', {
            ...options,
            message: `The API server of "${clusterId}" rejects the token in ${name}.`,
          }),
        ]
      : []),
    ...(tokenExpiresAt !== undefined && left < renewBeforeMs(remoteSecret)
      ? [
          finding('MF3008', {
            ...options,
            message: `The token in ${name} expires at ${tokenExpiresAt}.`,
            params: { federation, expiry: tokenExpiresAt },
          }),
        ]
      : []),
    ...(isShort(remoteSecret)
      ? [
          finding('MF3021', {
            ...options,
            message: `The token in ${name} was granted for ${hours(
              grantedLifeMs(remoteSecret),
            )} and is to be renewed in the last ${hours(
              renewBeforeMs(remoteSecret),
            )}.`,
          }),
        ]
      : []),
  ];
}

/** Short enough for the usual threshold not to fit. */
function isShort(secret: RemoteSecret): boolean {
  return renewBeforeMs(secret) < renewBeforeMs({});
}

function hours(ms = 0): string {
  return `${Math.round(ms / 360_000) / 10} h`;
}
