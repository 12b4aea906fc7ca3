import {
  EAST_WEST_PORT,
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  NETWORK_LABEL,
  type ClusterState,
  type EastWestGateway,
  type ObjectRef,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { federationLabels } from '../objects/federationLabels';
import { manifestOf } from '../objects/manifestOf';

const GATEWAY: ObjectRef = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  namespace: ISTIO_NAMESPACE,
  name: GATEWAY_NAME,
};

/**
 * One Gateway API object, from which istiod makes the Deployment and the load balancer. The network label and port 15443 make the listener
 * auto-passthrough (istio/istio pilot/pkg/config/kube/gateway/conversion.go).
 */
export function renderGateway(
  step: StepOf<'gateway'>,
  state: ClusterState | undefined,
): PlannedStep {
  const existing = observedGateway(state);
  const labels = federationLabels(step.federations);
  return {
    step,
    title: `Open the east-west gateway of ${step.cluster}`,
    disruption: `A load balancer of ${step.cluster} opens port ${EAST_WEST_PORT}: mutual TLS traffic of other networks enters there.`,
    objects: [
      {
        cluster: step.cluster,
        ref: GATEWAY,
        ...(existing === 'unknown' || existing === undefined
          ? { operation: 'create' }
          : { operation: 'update', before: gateway(existing.network) }),
        after: gateway(step.network, labels),
        ...preconditionOf(existing),
      },
    ],
  };
}

function gateway(network: string, labels?: Readonly<Record<string, string>>) {
  return manifestOf(GATEWAY, {
    labels: { ...labels, [NETWORK_LABEL]: network },
    body: {
      spec: {
        gatewayClassName: 'istio',
        // Without, istiod copies every label of the Gateway to its pods: another federation would restart them
        // (istio/istio pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go).
        infrastructure: { labels: { [NETWORK_LABEL]: network } },
        listeners: [
          {
            name: 'cross-network',
            hostname: '*.local',
            port: EAST_WEST_PORT,
            protocol: 'TLS',
            tls: { mode: 'Passthrough' },
          },
        ],
      },
    },
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
