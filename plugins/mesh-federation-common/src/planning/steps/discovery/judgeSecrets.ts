import type { ClusterState, IstiodReplica, RemoteSecret } from '../../../model';
import {
  judgeBy,
  judgeIf,
  worstOf,
  type Judgement,
} from '../../step/judgement';

/** What is said of the remote secret for a peer, when its token is accepted. */
export function judgeSecret(
  step: {
    readonly cluster: string;
    readonly peer: string;
    readonly clusterId: string;
  },
  state: ClusterState,
  judge: (secret: RemoteSecret) => Judgement,
): Judgement {
  return judgeBy(
    state.remoteSecrets,
    `The remote secrets of ${step.cluster}`,
    secrets => {
      const secret = secrets.find(
        ({ clusterId }) => clusterId === step.clusterId,
      );
      if (secret === undefined) {
        return judgeIf(false, {
          yes: '',
          no: `There is no remote secret for ${step.peer}.`,
        });
      }
      const evidence = [
        {
          cluster: step.cluster,
          object: secret.secret,
          field: 'token',
          value:
            secret.token.status === 'observed' ? secret.token.value : 'unknown',
          at: secret.token.at,
        },
      ];
      return {
        ...judgeBy(secret.token, 'Whether the token is accepted', token =>
          token === 'accepted'
            ? judge(secret)
            : judgeIf(false, {
                yes: '',
                no: `The token for ${step.peer} is rejected.`,
              }),
        ),
        evidence,
      };
    },
  );
}

/** The worst of what is said of the replicas of istiod. */
export function judgeReplicas(
  state: ClusterState,
  judge: (replica: IstiodReplica) => Judgement,
): Judgement {
  return judgeBy(
    state.controlPlanes,
    `The control planes of ${state.cluster}`,
    planes => {
      const replicas = planes.flatMap(plane => plane.replicas);
      return replicas.length === 0
        ? {
            verdict: 'unknown',
            reason: `No istiod runs in ${state.cluster}.`,
            evidence: [],
          }
        : worstOf(replicas.map(judge));
    },
  );
}
