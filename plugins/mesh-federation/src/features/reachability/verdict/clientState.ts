import type { ReachabilityCell } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Whether a client cluster reaches a Service. `partly`: it reaches the endpoints of one provider
 * and not those of another.
 */
export type ClientState =
  | 'blocked'
  | 'unknown'
  | 'partly'
  | 'conditional'
  | 'reaches';

/** From the worst to the best. */
export const CLIENT_STATES: readonly ClientState[] = [
  'blocked',
  'unknown',
  'partly',
  'conditional',
  'reaches',
];

const WORST_FIRST: readonly ReachabilityCell['verdict'][] = [
  'blocked',
  'unknown',
  'conditional',
  'reachable',
];

/** Whether requests arrive, be it under a condition. */
export function isOpen({ verdict }: ReachabilityCell): boolean {
  return verdict === 'reachable' || verdict === 'conditional';
}

/**
 * Judges a client cluster by its cells, one for each provider, and gives the cell that says why.
 * Without cells it is `unknown`.
 */
export function clientState(cells: readonly ReachabilityCell[]): {
  readonly state: ClientState;
  readonly cause?: ReachabilityCell;
} {
  const [cause] = [...cells].sort(
    (a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict),
  );
  if (!cause) return { state: 'unknown' };
  if (cells.some(isOpen)) {
    const states = {
      reachable: 'reaches',
      conditional: 'conditional',
      blocked: 'partly',
      unknown: 'partly',
    } as const;
    return { state: states[cause.verdict], cause };
  }
  const unknown = cells.find(cell => cell.verdict === 'unknown');
  return unknown
    ? { state: 'unknown', cause: unknown }
    : { state: 'blocked', cause };
}
