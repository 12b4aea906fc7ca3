import {
  INJECT_LABEL,
  TLS_MODE_LABEL,
  type ClusterName,
  type Pod,
  type Remedy,
} from '../../../model';
import { jsonPatchRemedy } from './jsonPatch';
import {
  commandRemedy,
  injectionCommand,
  patchCommand,
  renewCommand,
} from './remedies';
import { workloadRef as workloadOf } from '../../../model/objectRef';

/**
 * A workload gets a sidecar, and its Pods are made anew. Where its Pods say that they want none,
 * the namespace is not asked: their own label has to change, at which they start again.
 */
export function sidecarRemedy(
  cluster: ClusterName,
  pod: Pod,
): Remedy | undefined {
  const workload = workloadOf(pod);
  if (pod.labels[INJECT_LABEL] !== 'false') {
    return commandRemedy(
      cluster,
      injectionCommand(pod.namespace),
      renewCommand(workload),
    );
  }
  // Nobody makes a Pod anew that stands alone, with another label.
  return pod.workload.kind === 'Pod'
    ? undefined
    : commandRemedy(
        cluster,
        patchCommand(workload, {
          spec: {
            template: { metadata: { labels: { [INJECT_LABEL]: 'true' } } },
          },
        }),
      );
}

/**
 * A server takes mutual TLS: by a sidecar, or by what its sidecar says of itself. Nothing helps
 * where no Pod can have a sidecar.
 */
export function serverMtlsRemedy(
  cluster: ClusterName,
  pod: Pod | undefined,
): Remedy | undefined {
  if (pod === undefined || pod.hostNetwork) {
    return undefined;
  }
  return pod.proxy === undefined || pod.workload.kind === 'Pod'
    ? sidecarRemedy(cluster, pod)
    : commandRemedy(
        cluster,
        patchCommand(workloadOf(pod), {
          spec: {
            template: { metadata: { labels: { [TLS_MODE_LABEL]: null } } },
          },
        }),
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
  const field = `spec.template.metadata.annotations[${annotation}]`;
  return jsonPatchRemedy(cluster, workloadOf(pod), {
    ...(left.length > 0
      ? { op: 'replace', value: left.join(',') }
      : { op: 'remove' }),
    field,
    // Another list by now may have ports that this one does not know.
    expected: { [field]: pod.annotations[annotation] },
  });
}
