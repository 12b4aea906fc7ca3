import type { ClusterName, RemoteSecret, StepOf } from '../../../model';
import { judgeBy, judgeIf, type Judgement } from '../../step/judgement';
import { stepId, type StepDraft } from '../../step/StepDraft';
import type { Observation, StepKind } from '../../step/StepKind';
import { judgeReplicas } from './judgeSecrets';

/**
 * Removes one remote secret and waits until istiod has forgotten its cluster. Neither is planned
 * without the other.
 */
function draft(
  cluster: ClusterName,
  peer: ClusterName,
  { secret, clusterId, resourceVersion }: RemoteSecret,
): readonly StepDraft[] {
  return [
    {
      type: 'remove-remote-secret',
      id: stepId('remove-remote-secret', cluster, peer),
      cluster,
      peer,
      clusterId,
      secret,
      resourceVersion,
    },
    {
      type: 'wait-forgotten',
      id: stepId('wait-forgotten', cluster, peer),
      cluster,
      peer,
      clusterId,
    },
  ];
}

/** No istiod replica knows the cluster id. */
function hasForgotten(
  step: StepOf<'wait-forgotten'>,
  { state }: Observation,
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

export const removeRemoteSecret = {
  stage: 10,
  role: 'forgetting',
  dependsOn: () => false,
  draft,
  verify: (step, { state }) =>
    judgeBy(
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
    ),
} satisfies StepKind<'remove-remote-secret'>;

/** The gate of the removal. */
export const waitForgotten = {
  stage: 20,
  role: 'forgetting',
  dependsOn: (step, { step: other, sameCluster }) =>
    sameCluster &&
    other.type === 'remove-remote-secret' &&
    other.peer === step.peer,
  draft,
  verify: hasForgotten,
} satisfies StepKind<'wait-forgotten'>;
