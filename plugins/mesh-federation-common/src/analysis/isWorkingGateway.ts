import type { EastWestGateway } from '../model';

/**
 * Other networks can enter through it: auto-passthrough and an address (istio/istio
 * .../kube/controller/network.go).
 */
export function isWorkingGateway(
  gateway: EastWestGateway,
  network: string,
): boolean {
  return (
    gateway.network === network &&
    gateway.autoPassthrough &&
    gateway.addresses.length > 0
  );
}
