import type { Observed, Pod, Sidecar, SidecarIngress } from '../../../../model';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { mapObserved } from '../../lookup/lookUp';
import { sidecarFor } from './sidecarFor';

/**
 * The inbound listener that a Sidecar gives a port of its workload, in the place of the one that
 * istiod makes of the Service; a port without one is passed through as it is.
 */
export function ingressFor(
  provider: ClusterIndex,
  pod: Pod,
  port: number | undefined,
): Observed<
  { readonly sidecar: Sidecar; readonly ingress: SidecarIngress } | undefined
> {
  return mapObserved(sidecarFor(provider, pod), sidecar => {
    const ingress = sidecar?.ingress.find(item => item.port === port);
    return sidecar === undefined || ingress === undefined
      ? undefined
      : { sidecar, ingress };
  });
}
