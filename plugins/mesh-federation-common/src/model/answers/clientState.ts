import type { ClusterName } from '../basics/identifiers';
import { optional } from '../basics/optional';
import type { ReachabilityCell, ServiceReachability } from './reachability';

/**
 * Whether a client cluster reaches a Service. `partly`: it reaches the endpoints of one provider
 * and not those of another, or nobody knows of those. `standby`: of those that were asked for, all
 * wait for nearer ones.
 *
 * @public
 */
export type ClientState =
  | 'blocked'
  | 'unknown'
  | 'partly'
  | 'conditional'
  | 'standby'
  | 'reaches';

/**
 * From the worst to the best.
 *
 * @public
 */
export const CLIENT_STATES: readonly ClientState[] = [
  'blocked',
  'unknown',
  'partly',
  'conditional',
  'standby',
  'reaches',
];

/**
 * What of a cell decides: `ReachabilityCell`, or what a survey knows of it.
 *
 * @public
 */
export type JudgedCell = Pick<
  ReachabilityCell,
  'client' | 'provider' | 'verdict' | 'idle'
>;

/**
 * A Service and port with what decides of its cells.
 *
 * @public
 */
export interface JudgedService<C extends JudgedCell = JudgedCell>
  extends Pick<ServiceReachability, 'clusters' | 'providers'> {
  readonly cells: readonly C[];
}

const WORST_FIRST: readonly JudgedCell['verdict'][] = [
  'blocked',
  'unknown',
  'conditional',
  'standby',
  'reachable',
];

/**
 * Whether requests arrive, be it under a condition.
 *
 * @public
 */
export function isOpen({ verdict }: Pick<JudgedCell, 'verdict'>): boolean {
  return verdict === 'reachable' || verdict === 'conditional';
}

/**
 * Judges a client by its cells, one for each provider, and gives the cell that says why: the first
 * of the worst. A provider that has nothing to answer with does not count while another one has,
 * nor does one that stands by, because nothing is sent there. Without cells it is `unknown`.
 *
 * @public
 */
export function clientState<C extends Pick<JudgedCell, 'verdict' | 'idle'>>(
  cells: readonly C[],
): { readonly state: ClientState; readonly cause?: C } {
  const serving = unlessEmpty(
    cells.filter(({ idle }) => !idle),
    cells,
  );
  const counted = unlessEmpty(
    serving.filter(({ verdict }) => verdict !== 'standby'),
    serving,
  );
  const [cause] = [...counted].sort(
    (a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict),
  );
  if (!cause) return { state: 'unknown' };
  if (counted.some(isOpen)) {
    const states = {
      reachable: 'reaches',
      standby: 'standby',
      conditional: 'conditional',
      blocked: 'partly',
      unknown: 'partly',
    } as const;
    return { state: states[cause.verdict], cause };
  }
  if (cause.verdict === 'standby') {
    return { state: 'standby', cause };
  }
  const unknown = counted.find(cell => cell.verdict === 'unknown');
  return unknown
    ? { state: 'unknown', cause: unknown }
    : { state: 'blocked', cause };
}

function unlessEmpty<T>(
  items: readonly T[],
  otherwise: readonly T[],
): readonly T[] {
  return items.length > 0 ? items : otherwise;
}

/**
 * Judges a client cluster by its row of a Service's matrix. Of a provider of which nothing is
 * reported nothing is known. Of equal causes that of the client's own cluster comes first.
 *
 * @public
 */
export function clientStateIn<C extends JudgedCell>(
  item: JudgedService<C>,
  cluster: ClusterName,
): { readonly state: ClientState; readonly cause?: C } {
  const cells = item.cells
    .filter(cell => cell.client.cluster === cluster)
    .sort(
      (a, b) => Number(b.provider === cluster) - Number(a.provider === cluster),
    );
  const answer = clientState(cells);
  const isWhole = item.providers.every(provider =>
    cells.some(cell => cell.provider === provider),
  );
  if (isWhole) return answer;
  const cause = answer.cause && isOpen(answer.cause) ? undefined : answer.cause;
  return {
    state: cells.some(isOpen) ? 'partly' : 'unknown',
    ...optional({ cause }),
  };
}
