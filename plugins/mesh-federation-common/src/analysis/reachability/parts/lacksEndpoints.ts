import type { LegInput } from '../question/Leg';

/**
 * Whether it is known that no endpoint of the provider's cluster can answer. Source: istio/istio
 * pilot/pkg/xds/endpoints/endpoint_builder.go.
 */
export function lacksEndpoints({
  endpoints,
  strays,
  providerService,
}: Pick<LegInput, 'endpoints' | 'strays' | 'providerService'>): boolean {
  return (
    endpoints.status === 'observed' &&
    strays.status === 'observed' &&
    !endpoints.value.some(({ ready }) => ready) &&
    !(endpoints.value.length > 0 && providerService?.publishNotReadyAddresses)
  );
}
