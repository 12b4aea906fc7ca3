import {
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  NETWORK_LABEL,
  gatewaySpec,
  type ClusterName,
  type Remedy,
} from '../../../../model';
import { yamlRemedy } from '../../parts/remedies';

/**
 * A Gateway of the Gateway API through which other networks enter: a new one, or one that is there
 * as it has to be.
 */
export function gatewayRemedy(
  cluster: ClusterName,
  network: string,
  object?: { readonly namespace?: string; readonly name: string },
  port?: number,
): Remedy {
  return yamlRemedy(cluster, [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name: object?.name ?? GATEWAY_NAME,
        namespace: object?.namespace ?? ISTIO_NAMESPACE,
        labels: { [NETWORK_LABEL]: network },
      },
      spec: gatewaySpec(network, port),
    },
  ]);
}
