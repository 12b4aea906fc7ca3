import { EAST_WEST_PORT, NETWORK_LABEL } from './istioNames';

/**
 * Spec of a Gateway (Gateway API) through which other networks enter. Together with the network
 * label on the Gateway itself, port 15443 makes the listener auto-passthrough (istio/istio
 * pilot/pkg/config/kube/gateway/conversion.go).
 *
 * @public
 */
export function gatewaySpec(network: string, port: number = EAST_WEST_PORT) {
  return {
    gatewayClassName: 'istio',
    // Without this, istiod copies every label of the Gateway to its pods, so that another
    // federation's label would restart them (istio/istio
    // pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go).
    infrastructure: { labels: { [NETWORK_LABEL]: network } },
    listeners: [
      {
        name: 'cross-network',
        hostname: '*.local',
        port,
        protocol: 'TLS',
        tls: { mode: 'Passthrough' },
      },
    ],
  };
}
