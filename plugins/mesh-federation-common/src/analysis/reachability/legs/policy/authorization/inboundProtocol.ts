import type { Pod, Service } from '../../../../../model';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import { ingressFor } from '../../../configuration/objects/ingressFor';
import { selectingServices } from '../../../lookup/selectingServices';
import { portProtocol } from '../../../configuration/objects/portProtocol';

/**
 * What the server's proxy takes a port of its Pod for. Of all Services that lead there the oldest
 * decides, whichever was called. Source: istio/istio pilot/pkg/networking/core/listener_inbound.go
 * getFilterChainsByServicePort, pilot/pkg/model/context.go SetServiceTargets.
 */
export function inboundProtocol(
  { provider, providerPort }: Pick<LegInput, 'provider' | 'providerPort'>,
  { pod, targetPort }: ProviderEndpoint,
): ReturnType<typeof portProtocol> {
  const ingress =
    pod === undefined ? undefined : ingressFor(provider, pod, targetPort);
  if (ingress?.status === 'observed' && ingress.value !== undefined) {
    return portProtocol({
      port: ingress.value.ingress.port,
      protocol: 'TCP',
      appProtocol: ingress.value.ingress.protocol.toLowerCase(),
    });
  }
  const [port] =
    pod === undefined || targetPort === undefined
      ? []
      : selectingServices(provider, pod).flatMap(({ ports }) =>
          ports.filter(
            item =>
              item.protocol !== 'UDP' && targetOf(item, pod) === targetPort,
          ),
        );
  return portProtocol(port ?? providerPort);
}

function targetOf(
  { port, targetPort }: Service['ports'][number],
  { namedPorts }: Pod,
): number | undefined {
  if (targetPort === undefined) {
    return port;
  }
  return /^\d+$/.test(targetPort) ? Number(targetPort) : namedPorts[targetPort];
}
