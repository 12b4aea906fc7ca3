import type { Tone } from '../../../ui/status/Tone';
import { trustTones } from '../trust/relationTones';
import type { ClusterMesh } from './buildClusterMesh';

const WORST_FIRST: readonly Tone[] = ['danger', 'unknown', 'warning'];

/**
 * How a cluster's trust with all peers is painted: as the worst of all directions; green only when
 * each is verified.
 */
export function trustTone({ peers }: Pick<ClusterMesh, 'peers'>): Tone {
  const all = peers
    .flatMap(({ verifies, verifiedBy }) => [verifies, verifiedBy])
    .map(relation => trustTones[relation?.verdict ?? 'unknown']);
  if (all.length === 0) return 'neutral';
  return WORST_FIRST.find(tone => all.includes(tone)) ?? 'success';
}
