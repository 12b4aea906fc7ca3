import { analyzeDiscovery } from '../../../analysis/discovery/analyzeDiscovery';
import type {
  ClusterState,
  IstiodReplica,
  RemoteSecret,
  StepOf,
  Timestamp,
} from '../../../model';
import {
  judgeBy,
  judgeIf,
  worstOf,
  type Judgement,
} from '../../step/judgement';

/** The Secret is there and its token is accepted. */
export function verifyRemoteSecret(
  step: StepOf<'remote-secret'>,
  state: ClusterState,
): Judgement {
  return judgeSecret(step, state, secret =>
    judgeIf(secret.server === step.server, {
      yes: `The remote secret for ${step.peer} is there and its token is accepted.`,
      no: `The remote secret for ${step.peer} points to another server.`,
    }),
  );
}

/** The Secret is gone. */
export function verifyRemoveRemoteSecret(
  step: StepOf<'remove-remote-secret'>,
  state: ClusterState,
): Judgement {
  return judgeBy(
    state.remoteSecrets,
    `The remote secrets of ${step.cluster}`,
    secrets =>
      judgeIf(
        !secrets.some(
          ({ secret, clusterId }) =>
            secret.name === step.secret.name && clusterId === step.clusterId,
        ),
        {
          yes: `The remote secret for ${step.peer} is gone.`,
          no: `The remote secret for ${step.peer} is still there.`,
        },
      ),
  );
}

/** Discovery works. Without the right to `secrets` istiod never says so: then it is enough that every replica knows the cluster. */
export function verifyWaitSync(
  step: StepOf<'wait-sync'>,
  state: ClusterState,
  states: readonly ClusterState[],
  now: Timestamp,
): Judgement {
  const relation = analyzeDiscovery(states, now).find(
    item => item.in === step.cluster && item.for === step.peer,
  );
  if (relation === undefined) {
    return {
      verdict: 'unknown',
      reason: `${step.peer} was not observed.`,
      evidence: [],
    };
  }
  const { reason, evidence } = relation;
  if (relation.verdict === 'synced') {
    return { verdict: 'satisfied', reason, evidence };
  }
  if (relation.verdict === 'unknown') {
    return { verdict: 'unknown', reason, evidence };
  }
  return step.choice === 'without-secrets' && relation.verdict === 'not-synced'
    ? withoutSecrets(step, state)
    : { verdict: 'violated', reason, evidence };
}

/** No istiod replica knows the cluster id. */
export function verifyWaitForgotten(
  step: StepOf<'wait-forgotten'>,
  state: ClusterState,
): Judgement {
  return judgeReplicas(state, replica =>
    judgeBy(replica.sync, `What ${replica.pod} has synced`, entries =>
      judgeIf(!entries.some(({ clusterId }) => clusterId === step.clusterId), {
        yes: `No istiod of ${step.cluster} knows ${step.peer} any more.`,
        no: `${replica.pod} still knows ${step.peer}.`,
      }),
    ),
  );
}

function withoutSecrets(
  step: StepOf<'wait-sync'>,
  state: ClusterState,
): Judgement {
  return worstOf([
    judgeReplicas(state, replica =>
      judgeBy(replica.sync, `What ${replica.pod} has synced`, entries => {
        const status = entries.find(
          ({ clusterId }) => clusterId === step.clusterId,
        )?.status;
        const isRead =
          status === 'synced' || status === 'syncing' || status === 'timeout';
        return judgeIf(isRead, {
          yes: `${step.peer} is read without the right to its Secrets; istiod reports "${status}", as expected.`,
          no: `${replica.pod} reports ${step.peer} as ${
            status ?? 'not registered'
          }.`,
        });
      }),
    ),
    judgeSecret(step, state, () => judgeIf(true, { yes: '', no: '' })),
  ]);
}

function judgeSecret(
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

function judgeReplicas(
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
