import { compareStrings } from '../basics/compareStrings';
import type { ClusterName } from '../basics/identifiers';
import {
  CLIENT_STATES,
  clientStateIn,
  type ClientState,
  type JudgedService,
} from './clientState';

/**
 * From one client cluster: whether it reaches some Services, judged by the one that it reaches
 * worst.
 *
 * @public
 */
export interface ClientHeadline<I extends JudgedService = JudgedService> {
  readonly cluster: ClusterName;
  readonly state: ClientState;
  /** The Service and port that decides it. */
  readonly item: I;
  /** The cell that says why; absent when none was reported. */
  readonly cause?: I['cells'][number];
}

/**
 * What is to be said first of some Services and ports.
 *
 * @public
 */
export interface Headline<I extends JudgedService = JudgedService> {
  /** Worst first, then by name; empty when no Service has endpoints. */
  readonly clients: readonly ClientHeadline<I>[];
  /** Clusters that have a Service and nothing that can answer, while another cluster has. */
  readonly idle: readonly ClusterName[];
  /** Services and ports without endpoints in any cluster. */
  readonly withoutEndpoints: readonly I[];
}

/**
 * What all pages say first of Services and ports, computed from the cells of their matrices, the
 * worst first: never better than the worst cell of any provider that has endpoints.
 *
 * @public
 */
export function headlineOf<I extends JudgedService>(
  items: readonly I[],
): Headline<I> {
  const served = items.filter(item => !isEmpty(item));
  return {
    clients: worstOfEach(
      served.flatMap(item =>
        item.clusters.map(cluster => ({
          cluster,
          item,
          ...clientStateIn<I['cells'][number]>(item, cluster),
        })),
      ),
    ),
    idle: [...new Set(served.flatMap(idleProviders))].sort(compareStrings),
    withoutEndpoints: items.filter(isEmpty),
  };
}

function isEmpty({ providers, cells }: JudgedService): boolean {
  return providers.length === 0 && cells.length === 0;
}

function idleProviders({
  providers,
  cells,
}: JudgedService): readonly ClusterName[] {
  const isIdle = (provider: ClusterName) => {
    const own = cells.filter(cell => cell.provider === provider);
    return own.length > 0 && own.every(({ idle }) => idle);
  };
  const idle = providers.filter(isIdle);
  return idle.length < providers.length ? idle : [];
}

function worse(a: ClientHeadline, b: ClientHeadline): number {
  return CLIENT_STATES.indexOf(a.state) - CLIENT_STATES.indexOf(b.state);
}

function worstOfEach<I extends JudgedService>(
  clients: readonly ClientHeadline<I>[],
): readonly ClientHeadline<I>[] {
  const byCluster = new Map<ClusterName, ClientHeadline<I>>();
  for (const client of clients) {
    const known = byCluster.get(client.cluster);
    if (!known || worse(client, known) < 0) {
      byCluster.set(client.cluster, client);
    }
  }
  return [...byCluster.values()].sort(
    (a, b) => worse(a, b) || compareStrings(a.cluster, b.cluster),
  );
}
