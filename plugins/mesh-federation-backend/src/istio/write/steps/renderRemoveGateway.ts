import {
  NETWORK_LABEL,
  type ClusterState,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { labelsOf } from '../objects/labelsOf';
import { manifestOf } from '../objects/manifestOf';

/** Takes our gateway away; istiod takes its Deployment and load balancer with it. */
export function renderRemoveGateway(
  step: StepOf<'remove-gateway'>,
  state: ClusterState | undefined,
): PlannedStep {
  const { object, resourceVersion, network } = step.gateway;
  return {
    step,
    title: `Close the east-west gateway of ${step.cluster}`,
    disruption: 'Traffic of other networks no longer enters.',
    objects: [
      {
        cluster: step.cluster,
        ref: object,
        operation: 'delete',
        before: manifestOf(object, {
          labels: { ...labelsOf(object, state), [NETWORK_LABEL]: network },
        }),
        precondition: { resourceVersion },
      },
    ],
  };
}
