import { observed, type ClusterState, type Pod } from '../../../model';
import { OBSERVED_AT, type MeshStates } from '@mesh-federation/fixtures';
import { optional } from '../../../model/basics/optional';

/**
 * The states with what follows of itself from the rest of them: which roots the proxies hold, and
 * which Pods make up the workloads. A state in which these contradict the rest is one that no
 * cluster stays in.
 */
export function settled(states: MeshStates): MeshStates {
  return states.map(state => ({
    ...state,
    ...optional({
      proxyRoots:
        state.pods.status === 'observed'
          ? observed(
              state.pods.value
                .filter(({ proxy }) => proxy !== undefined)
                .map(pod => ({
                  namespace: pod.namespace,
                  pod: pod.name,
                  workload: pod.workload.name,
                  roots: observed(rootsOf(state, pod), OBSERVED_AT),
                })),
              OBSERVED_AT,
            )
          : undefined,
      workloads:
        state.pods.status === 'observed'
          ? observed(workloadsOf(state.pods.value), OBSERVED_AT)
          : undefined,
    }),
  }));
}

function rootsOf(
  { trustStore, controlPlanes }: ClusterState,
  { proxy }: Pod,
): readonly string[] {
  const own = trustStore.status === 'observed' ? trustStore.value.roots : [];
  const planes = controlPlanes.status === 'observed' ? controlPlanes.value : [];
  const listed = planes.flatMap(({ multiRootMesh, shared }) =>
    multiRootMesh && proxy?.xdsAgent === true && shared.status === 'observed'
      ? shared.value.caCertificates
      : [],
  );
  return [
    ...new Set([...own, ...listed].map(({ fingerprint }) => fingerprint)),
  ];
}

function workloadsOf(pods: readonly Pod[]) {
  const groups = new Map<string, readonly Pod[]>();
  for (const pod of pods) {
    const key = `${pod.namespace}/${pod.workload.kind}/${pod.workload.name}`;
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups.values()].map(group => ({
    ...group[0]!.workload,
    namespace: group[0]!.namespace,
    pods: group.length,
    proxies: group.filter(({ proxy }) => proxy !== undefined).length,
    proxiesWithXdsAgent: group.filter(({ proxy }) => proxy?.xdsAgent === true)
      .length,
    gateway: group[0]!.proxy?.kind === 'gateway',
    revision: 'default',
  }));
}
