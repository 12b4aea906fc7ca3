import type {
  ClusterName,
  EntityReachability,
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  summarizeReachability,
  type ClientState,
  type ClientSummary,
} from './summarizeReachability';
import type { Tone } from './tones';

/** How one client cluster stands to all Services of an entity: as badly as to the worst of them. */
export interface EntityClient extends ClientSummary {
  /** The Service and port to which it stands so. */
  readonly item: ServiceReachability;
}

/**
 * What there is to say about an entity. `no-match`: no cluster has a Service of it. `match-unknown`: not every cluster could be looked
 * in, and the others have none. `no-endpoints`: it has Services and nothing behind them. `found`: see `clients`.
 */
export type EntityState =
  | 'no-annotation'
  | 'no-match'
  | 'match-unknown'
  | 'no-endpoints'
  | 'found';

/** How the open connections are protected. `mixed`: some are plaintext. */
export type EntitySecurity = 'mutual-tls' | 'plaintext' | 'mixed' | 'unknown';

export interface EntityHeadline {
  readonly state: EntityState;
  readonly tone: Tone;
  /** Worst first, then by name; empty unless `found`. */
  readonly clients: readonly EntityClient[];
  /** Client clusters that reach every Service somewhere. */
  readonly reaching: number;
  readonly security: EntitySecurity;
  /** Services and ports without endpoints in any cluster. */
  readonly withoutEndpoints: readonly ServiceReachability[];
}

const STATES: readonly ClientState[] = [
  'blocked',
  'unknown',
  'partly',
  'conditional',
  'reaches',
];

/** Tone of each state of a client cluster. */
export const clientTones: Readonly<Record<ClientState, Tone>> = {
  blocked: 'danger',
  unknown: 'unknown',
  partly: 'partial',
  conditional: 'partial',
  reaches: 'success',
};

function worse(a: EntityClient, b: EntityClient): number {
  return STATES.indexOf(a.state) - STATES.indexOf(b.state);
}

/** Whether requests from a client cluster in this state arrive at some endpoint. */
export function isReaching({ state }: Pick<ClientSummary, 'state'>): boolean {
  return state !== 'blocked' && state !== 'unknown';
}

function clientsOf(item: ServiceReachability): readonly EntityClient[] {
  const { exceptions } = summarizeReachability(item);
  return item.clusters.map(cluster => ({
    ...(exceptions.find(e => e.cluster === cluster) ?? {
      cluster,
      state: 'reaches',
    }),
    item,
  }));
}

function worstOfEach(
  clients: readonly EntityClient[],
): readonly EntityClient[] {
  const byCluster = new Map<ClusterName, EntityClient>();
  for (const client of clients) {
    const known = byCluster.get(client.cluster);
    if (!known || worse(client, known) < 0) {
      byCluster.set(client.cluster, client);
    }
  }
  return [...byCluster.values()].sort(
    (a, b) => worse(a, b) || (a.cluster < b.cluster ? -1 : 1),
  );
}

function securityOf(cells: readonly ReachabilityCell[]): EntitySecurity {
  const kinds = new Set(
    cells
      .filter(c => c.verdict === 'reachable' || c.verdict === 'conditional')
      .map(c => c.security.kind),
  );
  const [kind] = kinds;
  if (kinds.size === 1 && (kind === 'mutual-tls' || kind === 'plaintext')) {
    return kind;
  }
  return kinds.has('plaintext') ? 'mixed' : 'unknown';
}

function emptyState({
  matchedBy,
  presence,
  items,
}: EntityReachability): EntityState {
  if (matchedBy === 'none') return 'no-annotation';
  if (items.length > 0) return 'no-endpoints';
  return presence.some(p => p.presence === 'unknown')
    ? 'match-unknown'
    : 'no-match';
}

/** Sums up over all Services and ports of an entity how each client cluster stands to it. */
export function summarizeEntity(
  reachability: EntityReachability,
): EntityHeadline {
  const { items } = reachability;
  const isEmpty = (item: ServiceReachability) =>
    summarizeReachability(item).state === 'no-endpoints';
  const withoutEndpoints = items.filter(isEmpty);
  const served = items.filter(item => !isEmpty(item));
  const clients = worstOfEach(served.flatMap(clientsOf));
  const state = clients.length > 0 ? 'found' : emptyState(reachability);
  const empty: Tone = state === 'match-unknown' ? 'unknown' : 'neutral';
  return {
    state,
    tone: clients.length > 0 ? clientTones[clients[0].state] : empty,
    clients,
    reaching: clients.filter(isReaching).length,
    security: securityOf(served.flatMap(item => item.cells)),
    withoutEndpoints,
  };
}
