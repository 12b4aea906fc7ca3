import type { ReachabilityVerdict } from './reachability';
import {
  CLIENT_STATES,
  clientStateIn,
  type JudgedService,
} from './clientState';

/**
 * Verdict of a Service as a whole: that of the worst client cluster. `partly`: each reaches some of
 * its endpoints, and not those of every provider. `no-endpoints`: no cluster has endpoints of it,
 * so that there is nothing to reach.
 *
 * @public
 */
export type ServiceVerdict = ReachabilityVerdict | 'partly' | 'no-endpoints';

/**
 * From the worst to the best.
 *
 * @public
 */
export const SERVICE_VERDICTS: readonly ServiceVerdict[] = [
  'blocked',
  'unknown',
  'no-endpoints',
  'partly',
  'conditional',
  'standby',
  'reachable',
];

/**
 * Place of a verdict in lists: the smallest is the worst.
 *
 * @public
 */
export function rankVerdict(verdict: ServiceVerdict): number {
  return SERVICE_VERDICTS.indexOf(verdict);
}

/**
 * The verdict of the worst client cluster; never greener than any of them.
 *
 * @public
 */
export function serviceVerdict(item: JudgedService): ServiceVerdict {
  const { cells, clusters, providers } = item;
  if (cells.length === 0) {
    return providers.length === 0 ? 'no-endpoints' : 'unknown';
  }
  const states = clusters.map(cluster => clientStateIn(item, cluster).state);
  const worst = CLIENT_STATES.find(state => states.includes(state));
  return worst === 'reaches' ? 'reachable' : worst ?? 'unknown';
}
