import type { Workload } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { at, isTrue, listOf, textOf } from './json';

const PROXY_CONTAINER = 'istio-proxy';
const XDS_AGENT = 'PROXY_CONFIG_XDS_AGENT';

/** A running Pod that has an Istio proxy, with the workload it belongs to. */
export interface ProxyPod {
  readonly pod: KubernetesObject;
  readonly workload: Pick<Workload, 'kind' | 'namespace' | 'name'>;
  readonly gateway: boolean;
}

/** Groups running Pods by owner; only those with a proxy. Sorted by namespace, name, kind. */
export function decodeWorkloads(
  pods: readonly KubernetesObject[],
): readonly Workload[] {
  const groups = new Map<string, KubernetesObject[]>();
  for (const pod of pods.filter(isRunning)) {
    const key = sortKey(workloadOf(pod));
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, members]) => summarize(members))
    .filter(workload => workload.proxies > 0);
}

/** Running Pods with a proxy, sorted like the workloads and then by name. */
export function proxyPods(
  pods: readonly KubernetesObject[],
): readonly ProxyPod[] {
  return pods
    .filter(pod => isRunning(pod) && proxyOf(pod) !== undefined)
    .map(pod => ({
      pod,
      workload: workloadOf(pod),
      gateway: isGateway(proxyOf(pod)),
    }))
    .sort((a, b) => (podKey(a) < podKey(b) ? -1 : 1));
}

function podKey(proxy: ProxyPod): string {
  return `${sortKey(proxy.workload)}/${proxy.pod.metadata.name}`;
}

function sortKey(workload: ProxyPod['workload']): string {
  return `${workload.namespace}/${workload.name}/${workload.kind}`;
}

function summarize(members: readonly KubernetesObject[]): Workload {
  const proxies = members
    .map(proxyOf)
    .filter(container => container !== undefined);
  const revision = members.map(revisionOf).find(value => value !== undefined);
  return {
    ...workloadOf(members[0]),
    pods: members.length,
    proxies: proxies.length,
    proxiesWithXdsAgent: proxies.filter(hasXdsAgent).length,
    gateway: proxies.some(isGateway),
    ...(revision ? { revision } : {}),
  };
}

function isRunning(pod: KubernetesObject): boolean {
  return (
    at(pod, 'status', 'phase') === 'Running' && !pod.metadata.deletionTimestamp
  );
}

/** The proxy is an ordinary container, or an init container that stays (native sidecar). */
function proxyOf(pod: KubernetesObject): unknown {
  return [
    ...listOf(at(pod, 'spec', 'containers')),
    ...listOf(at(pod, 'spec', 'initContainers')).filter(
      container => at(container, 'restartPolicy') === 'Always',
    ),
  ].find(container => at(container, 'name') === PROXY_CONTAINER);
}

function hasXdsAgent(proxy: unknown): boolean {
  return listOf(at(proxy, 'env')).some(
    entry => at(entry, 'name') === XDS_AGENT && isTrue(at(entry, 'value')),
  );
}

/** `pilot-agent proxy router` (gateways) or `proxy waypoint`, against `proxy sidecar`. */
function isGateway(proxy: unknown): boolean {
  const args = listOf(at(proxy, 'args'));
  return args.includes('router') || args.includes('waypoint');
}

/** A ReplicaSet of a Deployment is named `<deployment>-<pod-template-hash>`. What has no rollout of its own stands alone. */
function workloadOf(pod: KubernetesObject): ProxyPod['workload'] {
  const namespace = pod.metadata.namespace ?? '';
  const owner = (pod.metadata.ownerReferences ?? []).find(
    reference => reference.controller,
  );
  const hash = pod.metadata.labels?.['pod-template-hash'];
  if (owner?.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    const name = owner.name.slice(0, -hash.length - 1);
    return { kind: 'Deployment', namespace, name };
  }
  if (owner?.kind === 'StatefulSet' || owner?.kind === 'DaemonSet') {
    return { kind: owner.kind, namespace, name: owner.name };
  }
  return { kind: 'Pod', namespace, name: pod.metadata.name };
}

/** Annotation `sidecar.istio.io/status` of injected Pods, label `istio.io/rev` of the others. */
function revisionOf(pod: KubernetesObject): string | undefined {
  const status = pod.metadata.annotations?.['sidecar.istio.io/status'];
  const injected = /"revision"\s*:\s*"([^"]+)"/.exec(status ?? '')?.[1];
  return (
    textOf(pod.metadata.annotations?.['istio.io/rev']) ??
    injected ??
    textOf(pod.metadata.labels?.['istio.io/rev'])
  );
}
