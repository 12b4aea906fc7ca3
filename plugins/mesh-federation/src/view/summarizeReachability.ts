import type {
  ClusterName,
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { rankVerdict } from './rankVerdict';
import type { Tone } from './tones';

/** How a client cluster stands to a Service. `partly`: it reaches the endpoints of one provider and not those of another. */
export type ClientState =
  | 'reaches'
  | 'conditional'
  | 'partly'
  | 'unknown'
  | 'blocked';

export interface ClientSummary {
  readonly cluster: ClusterName;
  readonly state: ClientState;
  /** The cell that says why; absent when the backend reported none. */
  readonly cause?: ReachabilityCell;
}

/** The top line about one Service and port. */
export interface ReachabilityHeadline {
  readonly tone: Tone;
  readonly state: 'all' | 'some' | 'none' | 'unknown' | 'no-endpoints';
  /** Client clusters from which at least one provider answers. */
  readonly reaching: number;
  readonly total: number;
  /** Every connection that is open is mutual TLS. */
  readonly mutualTls: boolean;
  /** Client clusters that do not reach every endpoint always, worst first. */
  readonly exceptions: readonly ClientSummary[];
}

const STATE_RANKS: Readonly<Record<ClientState, number>> = {
  blocked: 0,
  unknown: 1,
  partly: 2,
  conditional: 3,
  reaches: 4,
};

const TONES: Readonly<Record<ClientState, Tone>> = {
  blocked: 'danger',
  unknown: 'unknown',
  partly: 'partial',
  conditional: 'partial',
  reaches: 'success',
};

function isOpen({ verdict }: ReachabilityCell): boolean {
  return verdict === 'reachable' || verdict === 'conditional';
}

function summarizeClient(
  cluster: ClusterName,
  cells: readonly ReachabilityCell[],
): ClientSummary {
  const [cause] = [...cells].sort(
    (a, b) => rankVerdict(a.verdict) - rankVerdict(b.verdict),
  );
  if (!cause) return { cluster, state: 'unknown' };
  if (cells.some(isOpen)) {
    if (cause.verdict === 'reachable') {
      return { cluster, state: 'reaches', cause };
    }
    const state = cause.verdict === 'conditional' ? 'conditional' : 'partly';
    return { cluster, state, cause };
  }
  const unknown = cells.find(cell => cell.verdict === 'unknown');
  return unknown
    ? { cluster, state: 'unknown', cause: unknown }
    : { cluster, state: 'blocked', cause };
}

function headlineState(
  clients: readonly ClientSummary[],
  reaching: number,
): ReachabilityHeadline['state'] {
  if (reaching === clients.length) return 'all';
  if (reaching > 0) return 'some';
  return clients.every(client => client.state === 'unknown')
    ? 'unknown'
    : 'none';
}

/** Says from how many clusters a Service is reachable, and of each other one why not. */
export function summarizeReachability(
  item: ServiceReachability,
): ReachabilityHeadline {
  const { clusters, providers, cells } = item;
  const clients = clusters
    .map(cluster =>
      summarizeClient(
        cluster,
        cells.filter(cell => cell.client.cluster === cluster),
      ),
    )
    .sort((a, b) => STATE_RANKS[a.state] - STATE_RANKS[b.state]);
  const reaching = clients.filter(
    ({ state }) => state !== 'blocked' && state !== 'unknown',
  ).length;
  const nothing = providers.length === 0 && cells.length === 0;
  return {
    tone: nothing ? 'neutral' : TONES[clients[0]?.state ?? 'unknown'],
    state: nothing ? 'no-endpoints' : headlineState(clients, reaching),
    reaching,
    total: clients.length,
    mutualTls: cells
      .filter(isOpen)
      .every(cell => cell.security.kind === 'mutual-tls'),
    exceptions: nothing
      ? []
      : clients.filter(({ state }) => state !== 'reaches'),
  };
}
