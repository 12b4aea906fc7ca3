import type {
  PlannedStep,
  StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { manifestOf } from '../objects/manifestOf';

/** Takes the remote secret away: istiod drops the endpoints of `peer` at once. */
export function renderRemoveRemoteSecret(
  step: StepOf<'remove-remote-secret'>,
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
        before: manifestOf(step.secret),
        precondition: { resourceVersion: step.resourceVersion },
      },
    ],
  };
}
