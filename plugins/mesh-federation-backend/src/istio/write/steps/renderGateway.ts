import {
  federationLabels,
  EAST_WEST_PORT,
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  NETWORK_LABEL,
  gatewaySpec,
  type ClusterState,
  type EastWestGateway,
  type ObjectRef,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { manifestOf } from '../objects/manifestOf';
import { ownLabels } from '../objects/ownLabels';

const GATEWAY: ObjectRef = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  namespace: ISTIO_NAMESPACE,
  name: GATEWAY_NAME,
};

/** One Gateway API object, from which istiod makes the Deployment and the load balancer. */
export function renderGateway(
  step: StepOf<'gateway'>,
  state: ClusterState | undefined,
): PlannedStep {
  const existing = observedGateway(state);
  const labels = federationLabels(step.federations);
  return {
    step,
    title: `Open the east-west gateway of ${step.cluster}`,
    disruption: `A load balancer opens port ${EAST_WEST_PORT}: mutual TLS traffic of other networks enters there.`,
    objects: [
      {
        cluster: step.cluster,
        ref: GATEWAY,
        ...(existing === 'unknown' || existing === undefined
          ? { operation: 'create' }
          : {
              operation: 'update',
              before: gateway(existing.network, ownLabels(existing.ownership)),
            }),
        after: gateway(step.network, labels),
        ...preconditionOf(existing),
      },
    ],
  };
}

function gateway(network: string, labels?: Readonly<Record<string, string>>) {
  return manifestOf(GATEWAY, {
    labels: { ...labels, [NETWORK_LABEL]: network },
    body: { spec: gatewaySpec(network) },
  });
}

function observedGateway(
  state: ClusterState | undefined,
): EastWestGateway | 'unknown' | undefined {
  return state?.gateways.status === 'observed'
    ? state.gateways.value.find(
        ({ object }) =>
          object.kind === GATEWAY.kind &&
          object.namespace === GATEWAY.namespace &&
          object.name === GATEWAY.name,
      )
    : 'unknown';
}

function preconditionOf(existing: EastWestGateway | 'unknown' | undefined) {
  if (existing === 'unknown') {
    return {};
  }
  return {
    precondition: existing
      ? { resourceVersion: existing.resourceVersion }
      : ({ absent: true } as const),
  };
}
