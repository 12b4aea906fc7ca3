import type { Evidence, RemoteSecret } from '../../../../model';
import type { ClusterPair } from '../../question/oncePerPair';

/** The ServiceAccount whose token it is. */
export function accountEvidence(
  { provider }: ClusterPair,
  { tokenSubject, token }: RemoteSecret,
): readonly Evidence[] {
  const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(
    tokenSubject ?? '',
  );
  return match === null
    ? []
    : [
        {
          cluster: provider.cluster,
          object: {
            apiVersion: 'v1',
            kind: 'ServiceAccount',
            namespace: match[1]!,
            name: match[2]!,
          },
          field: 'token',
          value: token.status === 'observed' ? token.value : 'unknown',
          at: token.at,
        },
      ];
}
