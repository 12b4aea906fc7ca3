import type { ClusterName, Pod, Remedy } from '../../../model';
import {
  commandRemedy,
  injectionCommand,
  patchCommand,
  renewCommand,
} from './remedies';
import { workloadRef as workloadOf } from '../../../model/objectRef';

/** A workload gets a sidecar at its next start. */
export function sidecarRemedy(cluster: ClusterName, pod: Pod): Remedy {
  return commandRemedy(
    cluster,
    injectionCommand(pod.namespace),
    renewCommand(workloadOf(pod)),
  );
}

/**
 * Takes one port out of an annotation of a workload's Pods; undefined for a Pod that stands alone.
 */
export function excludedPortRemedy(
  cluster: ClusterName,
  pod: Pod,
  annotation: string,
  port: number,
): Remedy | undefined {
  if (pod.workload.kind === 'Pod') {
    return undefined;
  }
  const left = (pod.annotations[annotation] ?? '')
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '' && item !== '*' && item !== String(port));
  const patch = {
    spec: {
      template: {
        metadata: {
          annotations: {
            [annotation]: left.length > 0 ? left.join(',') : null,
          },
        },
      },
    },
  };
  return commandRemedy(cluster, patchCommand(workloadOf(pod), patch));
}
