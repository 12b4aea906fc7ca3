import type { RemoteSecret } from '../../../model';
import { stepId, type StepDraft } from '../../step/StepDraft';

/** Removes one remote secret and waits until istiod has forgotten its cluster. */
export function removeRemoteSecretSteps(
  cluster: string,
  peer: string,
  remoteSecret: RemoteSecret,
): readonly StepDraft[] {
  const { secret, clusterId, resourceVersion } = remoteSecret;
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
