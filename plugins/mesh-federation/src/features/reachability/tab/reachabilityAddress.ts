import {
  optional,
  type ReachabilityCell,
  type ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ServiceEntry } from '../services/buildServiceList';

/** What the query of the page's address names: a Service and port, and a cell of its matrix. */
export interface ReachabilityAddress {
  /** `namespace/name`. */
  readonly service?: string;
  readonly port?: number;
  readonly from?: string;
  readonly to?: string;
}

/** What an address leads to. `missing` names what it asks for and the entity does not have. */
export interface ReachabilityTarget {
  readonly entry?: ServiceEntry;
  readonly cell?: ReachabilityCell;
  readonly missing?: 'service' | 'cell';
}

/** Reads an address; what is not well-formed counts as not given. */
export function parseReachabilityAddress(
  params: URLSearchParams,
): ReachabilityAddress {
  const service = params.get('service') ?? undefined;
  const port = Number(params.get('port') ?? undefined);
  const from = params.get('from') ?? undefined;
  const to = params.get('to') ?? undefined;
  return {
    ...optional({
      service: service || undefined,
      port: Number.isInteger(port) && port > 0 ? port : undefined,
      from: from || undefined,
      to: to || undefined,
    }),
  };
}

/**
 * Writes the address of a Service and port, or of one of its cells, and keeps the other parameters.
 */
export function writeReachabilityAddress(
  params: URLSearchParams,
  item: ServiceReachability,
  cell?: ReachabilityCell,
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.set('service', `${item.service.namespace}/${item.service.name}`);
  next.set('port', String(item.port.number));
  if (cell) {
    next.set('from', cell.client.cluster);
    next.set('to', cell.provider);
  } else {
    next.delete('from');
    next.delete('to');
  }
  return next;
}

/**
 * Finds what an address names. When it names no Service, that is the worst one: `entries` are
 * sorted worst first.
 */
export function findReachabilityTarget(
  entries: readonly ServiceEntry[],
  address: ReachabilityAddress,
): ReachabilityTarget {
  const { service, port, from, to } = address;
  const entry = entries.find(
    candidate =>
      (service === undefined || candidate.service === service) &&
      (port === undefined || candidate.item.port.number === port),
  );
  if (!entry) return { entry: entries[0], missing: 'service' };
  if (from === undefined || to === undefined) return { entry };
  const cell = entry.item.cells.find(
    candidate => candidate.client.cluster === from && candidate.provider === to,
  );
  return cell ? { entry, cell } : { entry, missing: 'cell' };
}
