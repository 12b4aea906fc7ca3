import { finding } from '../../../../findings/registry';
import {
  type ClusterState,
  type Finding,
  type RemoteSecret,
  SYNC_METRIC,
} from '../../../../model';
import { remoteSecretsFor } from '../../../discovery/remoteSecretsFor';
import { reportsSynced } from '../../../discovery/reportsSynced';
import type { Rule } from '../Rule';

/**
 * MF3010, MF3011: istiod reports synced, but the token or the remote API server no longer works
 * (measured with Istio 1.31).
 */
export const staleSync: Rule = ({ states }) =>
  states.flatMap(reader =>
    states
      .filter(target => target !== reader)
      .flatMap(target =>
        (remoteSecretsFor(reader, target) ?? [])
          .filter(({ clusterId }) => reportsSynced(reader, clusterId))
          .flatMap(secret => staleFindings(reader, target, secret)),
      ),
  );

function staleFindings(
  reader: ClusterState,
  target: ClusterState,
  { secret, clusterId, token }: RemoteSecret,
): readonly Finding[] {
  const options = {
    cluster: reader.cluster,
    peer: target.cluster,
    object: secret,
    evidence: [
      {
        cluster: reader.cluster,
        field: SYNC_METRIC,
        value: `${clusterId} synced`,
        at: reader.controlPlanes.at,
      },
    ],
  };
  const api = target.kubernetesVersion;
  const isDown =
    api.status === 'unknown' &&
    (api.reason.kind === 'unreachable' || api.reason.kind === 'timeout');
  return [
    ...(token.status === 'observed' && token.value === 'rejected'
      ? [
          finding('MF3010', {
            ...options,
            message: `istiod of ${reader.cluster} reports ${target.cluster} as synced, but the token in ${secret.name} is rejected.`,
          }),
        ]
      : []),
    ...(isDown
      ? [
          finding('MF3011', {
            ...options,
            message: `istiod of ${reader.cluster} reports ${target.cluster} as synced, but the API server of ${target.cluster} does not answer.`,
          }),
        ]
      : []),
  ];
}
