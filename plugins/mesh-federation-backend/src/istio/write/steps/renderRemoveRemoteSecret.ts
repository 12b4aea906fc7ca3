import type {
  ClusterState,
  PlannedStep,
  StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { labelsOf } from '../objects/labelsOf';
import { manifestOf } from '../objects/manifestOf';

/** Takes the remote secret away: istiod drops the endpoints of `peer` at once. */
export function renderRemoveRemoteSecret(
  step: StepOf<'remove-remote-secret'>,
  state: ClusterState | undefined,
): PlannedStep {
  return {
    step,
    title: `Remove the remote secret of ${step.peer} from ${step.cluster}`,
    disruption: `Requests no longer reach services of ${step.peer}.`,
    objects: [
      {
        cluster: step.cluster,
        ref: step.secret,
        operation: 'delete',
        before: manifestOf(step.secret, {
          labels: labelsOf(step.secret, state),
        }),
        precondition: { resourceVersion: step.resourceVersion },
      },
    ],
  };
}
