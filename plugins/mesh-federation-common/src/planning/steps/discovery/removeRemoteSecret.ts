import type { ClusterName, RemoteSecret } from '../../../model';
import { judgeBy, judgeIf } from '../../step/judgement';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { StepKind } from '../../step/StepKind';

/** Removes one remote secret. */
function draft(
  cluster: ClusterName,
  peer: ClusterName,
  { secret, clusterId, resourceVersion }: RemoteSecret,
): StepDraftOf<'remove-remote-secret'> {
  return {
    type: 'remove-remote-secret',
    id: stepId('remove-remote-secret', cluster, peer),
    cluster,
    peer,
    clusterId,
    secret,
    resourceVersion,
  };
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
