import type { ClusterName, Pod } from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { istiodsOf, type WitnessQuestion } from './witnessQuestion';

/**
 * A workload with a sidecar, and the Pod whose proxy speaks for it.
 *
 * @alpha
 */
export interface WorkloadToAsk {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly workload: string;
  readonly proxy: WitnessQuestion['proxies'][number];
}

/**
 * Every workload with a sidecar of every cluster, sorted. What is not known has none.
 *
 * @alpha
 */
export function workloadsToAsk(
  context: ReachabilityContext,
): readonly WorkloadToAsk[] {
  return context.clusters.flatMap(cluster => {
    const index = context.index(cluster)!;
    const pods = index.sidecarPods();
    const speakers = new Map<string, Pod>();
    for (const pod of pods.status === 'observed' ? pods.value : []) {
      const key = `${pod.namespace}/${pod.workload.name}`;
      const known = speakers.get(key);
      if (known === undefined || (!known.ready && pod.ready)) {
        speakers.set(key, pod);
      }
    }
    return [...speakers]
      .sort(([a], [b]) => compareStrings(a, b))
      .map(([, pod]) => ({
        cluster,
        namespace: pod.namespace,
        workload: pod.workload.name,
        proxy: {
          namespace: pod.namespace,
          pod: pod.name,
          istiods: istiodsOf(index, pod),
        },
      }));
  });
}
