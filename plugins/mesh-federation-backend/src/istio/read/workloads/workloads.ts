import {
  optional,
  compareStrings,
  type Pod,
  type Workload,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Groups running Pods by owner; only those with a proxy. Sorted by namespace, name, kind. */
export function workloadsOf(pods: readonly Pod[]): readonly Workload[] {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const members = groups.get(sortKey(pod));
    if (members) {
      members.push(pod);
    } else {
      groups.set(sortKey(pod), [pod]);
    }
  }
  return [...groups.entries()]
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([, members]) => summarize(members))
    .filter(workload => workload.proxies > 0);
}

/** Running Pods with a proxy, sorted like the workloads and then by name. */
export function proxyPods(pods: readonly Pod[]): readonly Pod[] {
  return pods
    .filter(({ proxy }) => proxy !== undefined)
    .sort((a, b) =>
      compareStrings(`${sortKey(a)}/${a.name}`, `${sortKey(b)}/${b.name}`),
    );
}

/** Whether the Pod is a gateway or a waypoint, which serves others. */
export function isGatewayPod({ proxy }: Pod): boolean {
  return proxy !== undefined && proxy.kind !== 'sidecar';
}

function sortKey({ namespace, workload }: Pod): string {
  return `${namespace}/${workload.name}/${workload.kind}`;
}

function summarize(members: readonly Pod[]): Workload {
  const [{ namespace, workload }] = members;
  const proxies = members.flatMap(({ proxy }) => proxy ?? []);
  const revision = proxies.find(proxy => proxy.revision)?.revision;
  return {
    kind: workload.kind,
    namespace,
    name: workload.name,
    pods: members.length,
    proxies: proxies.length,
    proxiesWithXdsAgent: proxies.filter(({ xdsAgent }) => xdsAgent).length,
    gateway: members.some(isGatewayPod),
    ...optional({ revision: revision || undefined }),
  };
}
