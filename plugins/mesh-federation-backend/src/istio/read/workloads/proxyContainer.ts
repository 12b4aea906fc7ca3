import {
  optional,
  type ProxySettings,
  PROXY_CONTAINER,
  PROXY_CONFIG_ANNOTATION,
  PROXY_CONFIG_XDS_AGENT,
  ISTIO_META_DNS_CAPTURE,
  REVISION_LABEL,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { parseYaml } from '../../text/parseYaml';
import { at, isTrue, listOf, textOf } from '../../../kubernetes/objects/json';

/**
 * Settings of a Pod's own proxy; undefined without one. Reads the named entries of the environment
 * and no others, because an environment may hold secrets. Source: istio/istio
 * pilot/cmd/pilot-agent/options/options.go.
 */
export function decodeProxy(pod: KubernetesObject): ProxySettings | undefined {
  const proxy = containersOf(pod).find(isProxy);
  if (proxy === undefined) {
    return undefined;
  }
  const env = (name: string) =>
    // Of several entries with one name the last one counts.
    listOf(at(proxy, 'env')).findLast(entry => at(entry, 'name') === name);
  const value = (name: string) => textOf(at(env(name), 'value'));
  return {
    kind: kindOf(proxy),
    ...optional({
      revision: revisionOf(pod),
      network: value('ISTIO_META_NETWORK'),
      clusterId: value('ISTIO_META_CLUSTER_ID'),
      trustDomain: value('TRUST_DOMAIN'),
    }),
    xdsAgent: isTrue(value(PROXY_CONFIG_XDS_AGENT)),
    ...optional({ annotatedXdsAgent: annotatedAgent(pod) }),
    dnsCapture: isTrue(value(ISTIO_META_DNS_CAPTURE)),
  };
}

/**
 * What the annotation says, of which nothing else is kept: it may hold secrets. One that is not
 * YAML is none to istiod, either (istio/istio pilot/pkg/model/proxy_config.go).
 */
function annotatedAgent({ metadata }: KubernetesObject): boolean | undefined {
  const text = metadata.annotations?.[PROXY_CONFIG_ANNOTATION];
  if (text === undefined) {
    return undefined;
  }
  try {
    const value = at(parseYaml(text), 'proxyMetadata', PROXY_CONFIG_XDS_AGENT);
    return value === undefined ? undefined : isTrue(value);
  } catch {
    return undefined;
  }
}

/**
 * Containers that run beside each other: the ordinary ones, and init containers that stay (native
 * sidecars).
 */
export function containersOf(pod: KubernetesObject): readonly unknown[] {
  return [
    ...listOf(at(pod, 'spec', 'containers')),
    ...listOf(at(pod, 'spec', 'initContainers')).filter(
      container => at(container, 'restartPolicy') === 'Always',
    ),
  ];
}

export function isProxy(container: unknown): boolean {
  return at(container, 'name') === PROXY_CONTAINER;
}

/** `pilot-agent proxy router` (gateways) or `proxy waypoint`, against `proxy sidecar`. */
function kindOf(proxy: unknown): ProxySettings['kind'] {
  const args = listOf(at(proxy, 'args'));
  if (args.includes('waypoint')) {
    return 'waypoint';
  }
  return args.includes('router') ? 'gateway' : 'sidecar';
}

/** Annotation `sidecar.istio.io/status` of injected Pods, label `istio.io/rev` of the others. */
function revisionOf(pod: KubernetesObject): string | undefined {
  const status = pod.metadata.annotations?.['sidecar.istio.io/status'];
  const injected = /"revision"\s*:\s*"([^"]+)"/.exec(status ?? '')?.[1];
  return (
    textOf(pod.metadata.annotations?.[REVISION_LABEL]) ??
    injected ??
    textOf(pod.metadata.labels?.[REVISION_LABEL])
  );
}
