import type { Observed, Service, ServicePort } from '../../../model';
import { mapObserved } from '../lookup/lookUp';
import type { LegInput } from '../question/Leg';

/**
 * The port of the Service as the client's istiod has it: from its own cluster, and only without a
 * Service there from another one. Its protocol decides whether routes of HTTP count (istio/istio
 * pilot/pkg/serviceregistry/aggregate/controller.go mergeService, pilot/pkg/networking/core/route
 * buildSidecarVirtualHostsForVirtualService).
 */
export function clientPort(
  { client, providerService }: Pick<LegInput, 'client' | 'providerService'>,
  service: Pick<Service, 'namespace' | 'name'>,
  number: number,
): Observed<ServicePort | undefined> {
  return mapObserved(client.service(service.namespace, service.name), own =>
    (own ?? providerService)?.ports.find(
      ({ port, protocol }) => port === number && protocol !== 'UDP',
    ),
  );
}
