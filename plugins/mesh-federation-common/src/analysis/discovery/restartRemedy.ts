import { kubectl, resourceOf } from '../../commands/kubectl';
import type { ClusterState, Remedy } from '../../model';
import { shellCommand } from '../../model/basics/shellCommand';

/** Restarts every istiod of a cluster; undefined when none is known. */
export function restartRemedy({
  cluster,
  controlPlanes,
}: ClusterState): Remedy | undefined {
  if (controlPlanes.status === 'unknown' || controlPlanes.value.length === 0) {
    return undefined;
  }
  return {
    cluster,
    text: controlPlanes.value
      .map(({ deployment }) =>
        shellCommand([
          ...kubectl(cluster),
          ...['rollout', 'restart'],
          ...resourceOf(deployment),
        ]),
      )
      .join('\n'),
  };
}
