import {
  type ServiceReachability,
  type ServiceVerdict,
  rankVerdict,
  serviceVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** One Service and port of the list from which a matrix is chosen. */
export interface ServiceEntry {
  /** `namespace/name:port`. */
  readonly key: string;
  readonly service: string;
  readonly port: string;
  readonly verdict: ServiceVerdict;
  readonly item: ServiceReachability;
}

/** Key of a Service and port, unique within an entity. */
export function serviceKey(
  item: Pick<ServiceReachability, 'service' | 'port'>,
): string {
  const { namespace, name } = item.service;
  return `${namespace}/${name}:${item.port.number}`;
}

/**
 * All Services and ports, worst first; those of one verdict by name and port, as the backend sorts
 * them.
 */
export function buildServiceList(
  items: readonly ServiceReachability[],
): readonly ServiceEntry[] {
  return items
    .map(item => ({
      key: serviceKey(item),
      service: `${item.service.namespace}/${item.service.name}`,
      port: [item.port.number, item.port.name].filter(Boolean).join(' '),
      verdict: serviceVerdict(item),
      item,
    }))
    .sort((a, b) => rankVerdict(a.verdict) - rankVerdict(b.verdict));
}
