import {
  EAST_WEST_PORT,
  GATEWAY_NAME,
  ISTIO_NAMESPACE,
  NETWORK_LABEL,
  gatewaySpec,
  type ClusterName,
  type EastWestGateway,
  type Remedy,
} from '../../../../model';
import { resourceOf } from '../../../../commands/kubectl';
import { commandRemedy, createRemedy } from '../../parts/remedies';

const PORT_LABEL = 'networking.istio.io/gatewayPort';

/**
 * A Gateway of the Gateway API through which other networks enter: a new one, or one that is there
 * as it has to be. Its listeners are written as a whole: the API server refuses that where the
 * object is another one by now than the one that was read. A label that names the port decides
 * about them, and the same label of its Service about where clients are sent.
 */
export function gatewayRemedy(
  cluster: ClusterName,
  network: string,
  gateway?: Pick<EastWestGateway, 'object' | 'resourceVersion'>,
  port: number = EAST_WEST_PORT,
): Remedy {
  const labels = { [NETWORK_LABEL]: network };
  const portLabel = { [PORT_LABEL]: String(port) };
  const standard = gatewaySpec(network, port);
  const spec =
    port === EAST_WEST_PORT
      ? standard
      : {
          ...standard,
          infrastructure: {
            labels: { ...standard.infrastructure.labels, ...portLabel },
          },
        };
  if (gateway === undefined) {
    return createRemedy(cluster, [
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { name: GATEWAY_NAME, namespace: ISTIO_NAMESPACE, labels },
        spec,
      },
    ]);
  }
  const { object, resourceVersion } = gateway;
  return commandRemedy(cluster, [
    'kubectl',
    'patch',
    ...resourceOf(object),
    '--type=merge',
    '--patch',
    JSON.stringify({
      metadata: { resourceVersion, labels: { ...labels, ...portLabel } },
      spec,
    }),
  ]);
}
