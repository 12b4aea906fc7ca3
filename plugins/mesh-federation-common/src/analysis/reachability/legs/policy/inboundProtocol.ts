import type { Pod, Service } from '../../../../model';
import type { ClusterIndex } from '../../ClusterIndex';
import type { LegInput, ProviderEndpoint } from '../../Leg';
import { portProtocol } from '../traffic/portProtocol';
import { selects } from '../traffic/selects';

/**
 * What the server's proxy takes a port of its Pod for. Of all Services that lead there the oldest decides, whichever was called. Source:
 * istio/istio pilot/pkg/networking/core/listener_inbound.go getFilterChainsByServicePort, pilot/pkg/model/context.go SetServiceTargets.
 */
export function inboundProtocol(
  { provider, providerPort }: Pick<LegInput, 'provider' | 'providerPort'>,
  { pod, targetPort }: ProviderEndpoint,
): ReturnType<typeof portProtocol> {
  const [port] =
    pod === undefined || targetPort === undefined
      ? []
      : servicesOf(provider, pod).flatMap(({ ports }) =>
          ports.filter(item => targetOf(item, pod) === targetPort),
        );
  return portProtocol(port ?? providerPort);
}

/** Services that select the Pod. */
function servicesOf(index: ClusterIndex, pod: Pod): readonly Service[] {
  const all = index.servicesOf(pod.namespace);
  return all.status === 'unknown'
    ? []
    : all.value.filter(
        ({ selector }) =>
          selector !== undefined && selects(selector, pod.labels),
      );
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
