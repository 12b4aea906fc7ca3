import type {
  ReachabilityVerdict,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Verdict of a Service as a whole. `no-endpoints`: no cluster has endpoints of it, so that there is nothing to reach. */
export type ServiceVerdict = ReachabilityVerdict | 'no-endpoints';

const RANKS: Readonly<Record<ServiceVerdict, number>> = {
  blocked: 0,
  unknown: 1,
  'no-endpoints': 2,
  conditional: 3,
  reachable: 4,
};

/** Place of a verdict in lists: the smallest is the worst. */
export function rankVerdict(verdict: ServiceVerdict): number {
  return RANKS[verdict];
}

/** The worst verdict of all cells; never greener than any of them. */
export function worstVerdict(
  item: Pick<ServiceReachability, 'cells' | 'providers'>,
): ServiceVerdict {
  const nothing = item.providers.length === 0 ? 'no-endpoints' : 'unknown';
  return (
    item.cells
      .map((cell): ServiceVerdict => cell.verdict)
      .reduce<ServiceVerdict | undefined>(
        (worst, verdict) =>
          worst !== undefined && rankVerdict(worst) <= rankVerdict(verdict)
            ? worst
            : verdict,
        undefined,
      ) ?? nothing
  );
}
