import type {
  ReachabilityVerdict,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { CLIENT_STATES, clientState } from './clientState';

/**
 * Verdict of a Service as a whole: that of the worst client cluster. `partly`: each reaches some of
 * its endpoints, and not those of every provider. `no-endpoints`: no cluster has endpoints of it,
 * so that there is nothing to reach.
 */
export type ServiceVerdict = ReachabilityVerdict | 'partly' | 'no-endpoints';

/** From the worst to the best. */
export const SERVICE_VERDICTS: readonly ServiceVerdict[] = [
  'blocked',
  'unknown',
  'no-endpoints',
  'partly',
  'conditional',
  'reachable',
];

/** Place of a verdict in lists: the smallest is the worst. */
export function rankVerdict(verdict: ServiceVerdict): number {
  return SERVICE_VERDICTS.indexOf(verdict);
}

/** The verdict of the worst client cluster; never greener than any of them. */
export function serviceVerdict(
  item: Pick<ServiceReachability, 'cells' | 'clusters' | 'providers'>,
): ServiceVerdict {
  const { cells, clusters, providers } = item;
  if (cells.length === 0) {
    return providers.length === 0 ? 'no-endpoints' : 'unknown';
  }
  const states = clusters.map(
    cluster =>
      clientState(cells.filter(cell => cell.client.cluster === cluster)).state,
  );
  const worst = CLIENT_STATES.find(state => states.includes(state));
  return worst === 'reaches' ? 'reachable' : worst ?? 'unknown';
}
