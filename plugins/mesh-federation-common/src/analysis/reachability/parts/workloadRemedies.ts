import {
  INJECT_LABEL,
  TLS_MODE_LABEL,
  type ClusterName,
  type Pod,
  type Remedy,
} from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { jsonPatchRemedy } from './jsonPatch';
import { namespaceLabelCommand } from './labelCommand';
import { commandRemedy, restartCommand } from './remedies';
import { workloadRef as workloadOf } from '../../../model/objectRef';

/**
 * A workload gets a sidecar, and its Pods are made anew; undefined for a Pod that stands alone,
 * which nobody makes anew. Where its Pods say that they want none, the namespace is not asked:
 * their own label has to change, at which they start again.
 */
export function sidecarRemedy(
  index: ClusterIndex,
  pod: Pod,
): Remedy | undefined {
  const { cluster } = index;
  if (pod.workload.kind === 'Pod') {
    return undefined;
  }
  return pod.labels[INJECT_LABEL] === 'false'
    ? podLabelRemedy(cluster, pod, INJECT_LABEL, 'true')
    : commandRemedy(
        cluster,
        namespaceLabelCommand(index, pod.namespace, {
          'istio-injection': 'enabled',
        }),
        restartCommand(workloadOf(pod)),
      );
}

/**
 * A server takes mutual TLS: by a sidecar, or by what its sidecar says of itself. Nothing helps
 * where no Pod can have a sidecar.
 */
export function serverMtlsRemedy(
  index: ClusterIndex,
  pod: Pod | undefined,
): Remedy | undefined {
  if (pod === undefined || pod.hostNetwork) {
    return undefined;
  }
  return pod.proxy === undefined
    ? sidecarRemedy(index, pod)
    : podLabelRemedy(index.cluster, pod, TLS_MODE_LABEL);
}

/**
 * Another value, or none, for a label that a workload gives to its Pods; undefined where it gives
 * none to them, and for a Pod that stands alone.
 */
export function podLabelRemedy(
  cluster: ClusterName,
  pod: Pod,
  label: string,
  value?: string,
): Remedy | undefined {
  const current = pod.labels[label];
  const field = `spec.template.metadata.labels[${label}]`;
  return pod.workload.kind === 'Pod' || current === undefined
    ? undefined
    : jsonPatchRemedy(cluster, workloadOf(pod), {
        ...(value === undefined ? { op: 'remove' } : { op: 'replace', value }),
        field,
        expected: { [field]: current },
      });
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
