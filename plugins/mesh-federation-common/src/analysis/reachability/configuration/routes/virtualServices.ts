import type { Observed, VirtualService } from '../../../../model';
import {
  coversHost,
  resolveHost,
  serviceHost,
  sortByCreation,
} from '../../lookup/hostLookUp';
import { mapObserved } from '../../lookup/lookUp';
import type { LegInput } from '../../question/Leg';
import type { ClientGroup } from '../clients/clientGroups';

/**
 * Routes for the name that the client uses, and for the Service to which it leads: the latter has
 * the names of its aliases as well (istio/istio pilot/pkg/networking/core/httproute.go
 * generateVirtualHostDomains).
 */
export function withHosts({
  client,
  service,
  asked,
}: LegInput): Observed<readonly VirtualService[]> {
  const ofAsked = client.virtualServices(serviceHost(asked));
  const others = client.virtualServices(serviceHost(service));
  return serviceHost(asked) === serviceHost(service) ||
    others.status === 'unknown'
    ? ofAsked
    : mapObserved(ofAsked, items =>
        sortByCreation([...new Set([...items, ...others.value])]),
      );
}

export function isForMesh({ gateways }: VirtualService): boolean {
  return gateways.length === 0 || gateways.includes('mesh');
}

/**
 * Those of one's own namespace alone come first, then those for some namespaces, then those for
 * all; 3: not visible.
 */
export function closeness(
  { exportTo, object }: VirtualService,
  { namespace }: ClientGroup,
  byDefault: readonly string[],
): number {
  const list = exportTo ?? byDefault;
  if (list.includes('*')) {
    return 2;
  }
  const owner = object.namespace ?? '';
  const names = list.map(item => (item === '.' ? owner : item));
  if (namespace === undefined || !names.includes(namespace)) {
    return 3;
  }
  return namespace === owner ? 0 : 1;
}

/** Those with the host itself, else with its longest wildcard. */
export function mostSpecific(
  services: readonly VirtualService[],
  host: string,
): readonly VirtualService[] {
  const rank = ({ hosts, object }: VirtualService) =>
    Math.max(
      ...hosts
        .map(item => resolveHost(item, object.namespace ?? ''))
        .filter(item => coversHost(item, host))
        .map(item =>
          item.startsWith('*') ? item.length : Number.MAX_SAFE_INTEGER,
        ),
    );
  const best = Math.max(...services.map(rank));
  return services.filter(item => rank(item) > 0 && rank(item) === best);
}
