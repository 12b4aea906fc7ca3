import {
  optional,
  NETWORK_LABEL,
  type EndpointSlice,
  type Namespace,
  type Pod,
  type ProxySettings,
  type Service,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Namespace of the services that the builders make. */
export const SHOP = 'shop';

/**
 * A ClusterIP Service of namespace `shop` with port `http`, 80 to 8080, that selects `app=<name>`.
 */
export function aService(
  name: string,
  overrides: Partial<Service> = {},
): Service {
  return {
    namespace: SHOP,
    name,
    labels: { app: name },
    type: 'ClusterIP',
    headless: false,
    selector: { app: name },
    ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: '8080' }],
    publishNotReadyAddresses: false,
    ...overrides,
  };
}

/**
 * A sidecar of the cluster, whose network has the cluster's name, with the XDS agent flag and
 * without DNS capture.
 */
export function aProxy(
  cluster: string,
  overrides: Partial<ProxySettings> = {},
): ProxySettings {
  return {
    kind: 'sidecar',
    revision: 'default',
    network: cluster,
    clusterId: cluster,
    trustDomain: 'cluster.local',
    xdsAgent: true,
    dnsCapture: false,
    ...overrides,
  };
}

/**
 * A ready Pod `<app>-1` of Deployment `<app>` in namespace `shop`, with a sidecar and a
 * ServiceAccount of the same name.
 */
export function aPod(
  app: string,
  cluster: string,
  overrides: Partial<Pod> = {},
): Pod {
  return {
    namespace: SHOP,
    name: `${app}-1`,
    labels: { app, 'security.istio.io/tlsMode': 'istio' },
    annotations: {},
    serviceAccount: app,
    hostNetwork: false,
    ready: true,
    ips: ['10.1.0.10'],
    namedPorts: {},
    workload: { kind: 'Deployment', name: app },
    proxy: aProxy(cluster),
    ...overrides,
  };
}

/** The same Pod without a sidecar: no proxy and no label that says that it takes mutual TLS. */
export function withoutSidecar({ proxy: _proxy, ...pod }: Pod): Pod {
  const { 'security.istio.io/tlsMode': _tlsMode, ...labels } = pod.labels;
  return { ...pod, labels };
}

/** The slice of a Service of `aService` whose endpoints are the Pods. */
export function anEndpointSlice(
  service: string,
  pods: readonly Pod[],
  overrides: Partial<EndpointSlice> = {},
): EndpointSlice {
  return {
    namespace: SHOP,
    service,
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: pods.map(({ name, ips, ready }) => ({
      address: ips[0]!,
      ready,
      pod: name,
    })),
    ...overrides,
  };
}

/** A namespace with injection, as Kubernetes labels it. */
export function aNamespace(
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Namespace {
  return {
    name,
    labels: {
      'kubernetes.io/metadata.name': name,
      ...optional({
        'istio-injection': name === 'istio-system' ? undefined : 'enabled',
      }),
      ...labels,
    },
  };
}

/** Namespace istio-system of a cluster on the network. */
export function aSystemNamespace(network: string): Namespace {
  return aNamespace('istio-system', { [NETWORK_LABEL]: network });
}
