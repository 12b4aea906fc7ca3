import type { Tone } from '../../../ui/status/Tone';
import { trustStatus } from '../trust/relationStatus';
import type { ClusterMesh } from './buildClusterMesh';

const WORST_FIRST: readonly Tone[] = ['danger', 'unknown', 'warning'];

/**
 * How a cluster's trust with all peers is painted: as the worst of all directions; green only when
 * each is verified. Clusters that are not meant to be joined do not count.
 */
export function trustTone({ peers }: Pick<ClusterMesh, 'peers'>): Tone {
  const all: readonly Tone[] = peers
    .flatMap(({ verifies, verifiedBy }) => [verifies, verifiedBy])
    .map(relation => trustStatus(relation).tone)
    .filter(tone => tone !== 'neutral');
  if (all.length === 0) return 'neutral';
  return WORST_FIRST.find(tone => all.includes(tone)) ?? 'success';
}
