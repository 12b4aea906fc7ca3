import type { Tone } from '../../../ui/status/Tone';
import type { ClusterMesh } from './buildClusterMesh';
import { trustTone } from './trustTone';

/** How many errors there are between the cluster and its peers. */
export function countErrors({
  findings,
  leftOut,
}: Pick<ClusterMesh, 'findings' | 'leftOut'>) {
  return (
    findings.filter(({ severity }) => severity === 'error').length +
    (leftOut?.findings.error ?? 0)
  );
}

/** How a cluster is painted as a whole: never better than its trust, nor than what is found. */
export function meshTone(
  mesh: Pick<ClusterMesh, 'peers' | 'findings' | 'leftOut'>,
): Tone {
  if (countErrors(mesh) > 0) return 'danger';
  const trust = trustTone(mesh);
  const isWarned = mesh.findings.some(({ severity }) => severity === 'warning');
  return trust === 'success' && isWarned ? 'warning' : trust;
}
