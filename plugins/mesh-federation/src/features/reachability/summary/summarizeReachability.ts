import type {
  ClusterName,
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../../../ui/status/Tone';
import {
  CLIENT_STATES,
  clientState,
  isOpen,
  type ClientState,
} from '../verdict/clientState';
import { serviceVerdict } from '../verdict/rankVerdict';
import { clientTones } from '../verdict/reachabilityTones';

/**
 * From one client cluster: whether it reaches some Services, judged by the one that it reaches
 * worst.
 */
export interface ClientSummary {
  readonly cluster: ClusterName;
  readonly state: ClientState;
  /** The Service and port that decides it. */
  readonly item: ServiceReachability;
  /** The cell that says why; absent when the backend reported none. */
  readonly cause?: ReachabilityCell;
}

/** How the open connections are protected. `mixed`: some are plaintext. */
export type OpenSecurity = 'mutual-tls' | 'plaintext' | 'mixed' | 'unknown';

/** What there is to say about some Services and ports. */
export interface ReachabilitySummary {
  readonly tone: Tone;
  /** Worst first, then by name; empty when no Service has endpoints. */
  readonly clients: readonly ClientSummary[];
  /** Client clusters that reach every Service somewhere. */
  readonly reaching: number;
  /** Services and ports that are reachable from every cluster without condition. */
  readonly good: number;
  /**
   * Of everything that is reached when there is one Service; when there are several, of the good
   * ones.
   */
  readonly security: OpenSecurity;
  /** Services and ports without endpoints in any cluster. */
  readonly withoutEndpoints: readonly ServiceReachability[];
}

function worse(a: ClientSummary, b: ClientSummary): number {
  return CLIENT_STATES.indexOf(a.state) - CLIENT_STATES.indexOf(b.state);
}

function worstOfEach(
  clients: readonly ClientSummary[],
): readonly ClientSummary[] {
  const byCluster = new Map<ClusterName, ClientSummary>();
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

function securityOf(items: readonly ServiceReachability[]): OpenSecurity {
  const kinds = new Set(
    items
      .flatMap(item => item.cells)
      .filter(isOpen)
      .map(cell => cell.security.kind),
  );
  const [kind] = kinds;
  if (kinds.size === 1 && (kind === 'mutual-tls' || kind === 'plaintext')) {
    return kind;
  }
  return kinds.has('plaintext') ? 'mixed' : 'unknown';
}

function isEmpty({ providers, cells }: ServiceReachability): boolean {
  return providers.length === 0 && cells.length === 0;
}

/**
 * Sums up from how many clusters Services and ports are reachable, and why not from each of the
 * others.
 */
export function summarizeReachability(
  items: readonly ServiceReachability[],
): ReachabilitySummary {
  const served = items.filter(item => !isEmpty(item));
  const good = served.filter(item => serviceVerdict(item) === 'reachable');
  const clients = worstOfEach(
    served.flatMap(item =>
      item.clusters.map(cluster => ({
        ...clientState(
          item.cells.filter(cell => cell.client.cluster === cluster),
        ),
        cluster,
        item,
      })),
    ),
  );
  return {
    tone: clients.length > 0 ? clientTones[clients[0].state] : 'neutral',
    clients,
    reaching: clients.filter(
      ({ state }) => state !== 'blocked' && state !== 'unknown',
    ).length,
    good: good.length,
    security: securityOf(items.length > 1 ? good : served),
    withoutEndpoints: items.filter(isEmpty),
  };
}
