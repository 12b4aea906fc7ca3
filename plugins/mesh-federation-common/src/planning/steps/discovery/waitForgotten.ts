import type { ClusterName, RemoteSecret, StepOf } from '../../../model';
import { judgeBy, judgeIf, type Judgement } from '../../step/judgement';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { Observation, StepKind } from '../../step/StepKind';
import { judgeReplicas } from './judgeSecrets';

/** Gate after a remote secret was removed. */
function draft(
  cluster: ClusterName,
  peer: ClusterName,
  { clusterId }: Pick<RemoteSecret, 'clusterId'>,
): StepDraftOf<'wait-forgotten'> {
  return {
    type: 'wait-forgotten',
    id: stepId('wait-forgotten', cluster, peer),
    cluster,
    peer,
    clusterId,
  };
}

/** No istiod replica knows the cluster id. */
function verify(
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

export const waitForgotten = {
  stage: 20,
  role: 'forgetting',
  dependsOn: (step, { step: other, sameCluster }) =>
    sameCluster &&
    other.type === 'remove-remote-secret' &&
    other.peer === step.peer,
  draft,
  verify,
} satisfies StepKind<'wait-forgotten'>;
