import {
  optional,
  type Pod,
  TRAFFIC_ANNOTATIONS,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { isReady } from '../controlplane/controlPlanes';
import { sortObjects } from '../istioObjects';
import { at, listOf, numberOf, textOf } from '../../../kubernetes/objects/json';
import { containersOf, decodeProxy, isProxy } from './proxyContainer';

/** Labels that change with every rollout and select nothing. */
const HASH_LABELS = ['pod-template-hash', 'controller-revision-hash'];

const ANNOTATION_GROUPS = [TRAFFIC_ANNOTATIONS, 'ambient.istio.io/'];

/** Running Pods that are not being deleted. Sorted by namespace, then name. */
export function decodePods(pods: readonly KubernetesObject[]): readonly Pod[] {
  return sortObjects(pods.filter(isRunning)).map(pod => ({
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    labels: entriesOf(
      pod.metadata.labels,
      label => !HASH_LABELS.includes(label),
    ),
    annotations: entriesOf(pod.metadata.annotations, annotation =>
      ANNOTATION_GROUPS.some(group => annotation.startsWith(group)),
    ),
    serviceAccount: textOf(at(pod, 'spec', 'serviceAccountName')) ?? 'default',
    ...optional({ node: textOf(at(pod, 'spec', 'nodeName')) }),
    hostNetwork: at(pod, 'spec', 'hostNetwork') === true,
    ...optional({ asProxy: asProxyOf(pod) }),
    ready: isReady(pod),
    ips: ipsOf(pod),
    namedPorts: namedPortsOf(pod),
    ...optional({ containerPorts: containerPortsOf(pod) }),
    workload: workloadOf(pod),
    ...optional({ proxy: decodeProxy(pod) }),
  }));
}

function isRunning(pod: KubernetesObject): boolean {
  return (
    at(pod, 'status', 'phase') === 'Running' && !pod.metadata.deletionTimestamp
  );
}

function entriesOf(
  entries: Readonly<Record<string, string>> | undefined,
  keep: (name: string) => boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(entries ?? {}).filter(([name]) => keep(name)),
  );
}

/**
 * User and group that the injector gives the proxy, unless it says others. Source: istio/istio
 * pkg/kube/inject/webhook.go, tools/istio-iptables/pkg/capture/run.go.
 */
const PROXY_ID = 1337;

function asProxyOf(pod: KubernetesObject): Pod['asProxy'] {
  const containers = containersOf(pod);
  const proxy = containers.find(isProxy);
  const own = containers.filter(container => !isProxy(container));
  if (proxy === undefined) {
    return undefined;
  }
  const idOf = (container: unknown, field: string) =>
    numberOf(at(container, 'securityContext', field));
  const count = own.filter(container =>
    ['runAsUser', 'runAsGroup'].some(
      field =>
        (idOf(container, field) ??
          numberOf(at(pod, 'spec', 'securityContext', field))) ===
        (idOf(proxy, field) ?? PROXY_ID),
    ),
  ).length;
  if (count === 0) {
    return undefined;
  }
  return count === own.length ? 'all' : 'some';
}

function ipsOf(pod: KubernetesObject): readonly string[] {
  const ips = listOf(at(pod, 'status', 'podIPs')).flatMap(
    entry => textOf(at(entry, 'ip')) ?? [],
  );
  const ip = textOf(at(pod, 'status', 'podIP'));
  return ips.length === 0 && ip ? [ip] : ips;
}

/** Of several ports of one name the first counts. Source: Kubernetes pkg/api/v1/pod FindPort. */
function namedPortsOf(pod: KubernetesObject): Readonly<Record<string, number>> {
  const ports = containersOf(pod)
    .flatMap(container => listOf(at(container, 'ports')))
    .flatMap((port): readonly [string, number][] => {
      const name = textOf(at(port, 'name'));
      const number = numberOf(at(port, 'containerPort'));
      return name && number !== undefined ? [[name, number]] : [];
    });
  return Object.fromEntries(ports.reverse());
}

/** The proxy's own ports are nothing that the application listens on. */
function containerPortsOf(
  pod: KubernetesObject,
): readonly number[] | undefined {
  const numbers = containersOf(pod)
    .filter(container => !isProxy(container))
    .flatMap(container => listOf(at(container, 'ports')))
    .flatMap(port => numberOf(at(port, 'containerPort')) ?? []);
  return numbers.length > 0
    ? [...new Set(numbers)].sort((a, b) => a - b)
    : undefined;
}

/**
 * A ReplicaSet of a Deployment is named `<deployment>-<pod-template-hash>`. A Pod whose owner
 * cannot be restarted counts as a workload of its own.
 */
function workloadOf(pod: KubernetesObject): Pod['workload'] {
  const owner = (pod.metadata.ownerReferences ?? []).find(
    reference => reference.controller,
  );
  const hash = pod.metadata.labels?.['pod-template-hash'];
  if (owner?.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    return {
      kind: 'Deployment',
      name: owner.name.slice(0, -hash.length - 1),
    };
  }
  if (owner?.kind === 'StatefulSet' || owner?.kind === 'DaemonSet') {
    return { kind: owner.kind, name: owner.name };
  }
  return { kind: 'Pod', name: pod.metadata.name };
}
