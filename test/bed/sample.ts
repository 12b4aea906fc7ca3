/**
 * The sample application: one namespace for each case worth showing.
 *
 * - `shop`: `orders` in every cluster, a monolith that answers by many more names; `only-NAME` with
 *   workloads in cluster NAME alone
 * - `legacy`: `plain`, without sidecars
 * - `vault`: `secrets-api`, which denies whoever is not of its own namespace
 * - `data`: `db`, headless
 *
 * Each namespace has a workload `client` that can be told to call.
 */
import { appImage } from './images.ts';
import { applyObjects, kubectl, waitForWorkloads } from './kubernetes.ts';
import type { ClusterHandle, WorkloadName } from './kubernetes.ts';

export interface SampleOptions {
  /** Every cluster that takes part, by name: each has the Services of all. */
  readonly all: readonly string[];
  /** An image with the `bedapp` program; default: the bed's own. */
  readonly image?: string;
}

interface Workload {
  readonly namespace: string;
  readonly name: string;
  /** 0: the Service alone, so that its name can be resolved here. */
  readonly replicas: number;
  readonly headless?: true;
  /** The Service has the Pods of this workload, and none of its own. */
  readonly behind?: string;
}

const namespaces = [
  { name: 'shop', sidecars: true },
  { name: 'legacy', sidecars: false },
  { name: 'vault', sidecars: true },
  { name: 'data', sidecars: true },
] as const;

/** Applies the sample to one cluster and waits until all of it runs. */
export async function applySample(
  cluster: ClusterHandle,
  options: SampleOptions,
): Promise<void> {
  const image = options.image ?? appImage;
  const services = servicesOf(cluster.name, options.all);
  await applyObjects(cluster, [
    ...namespaces.map(namespaceObject),
    denyStrangers('vault'),
    ...namespaces.flatMap(({ name }) => clientObjects(name, image)),
    ...services.map(serviceObject),
    ...services
      .filter(({ replicas }) => replicas > 0)
      .flatMap(service => serverObjects(service, cluster.name, image)),
  ]);
  await waitForWorkloads(
    cluster,
    [
      ...namespaces.map(({ name }) => ({
        kind: 'Deployment' as const,
        namespace: name,
        name: 'client',
      })),
      ...services
        .filter(({ replicas }) => replicas > 0)
        .map(service => ({ ...service, kind: kindOf(service) })),
    ],
    300_000,
  );
}

/** Takes the sample out of a cluster again. */
export async function removeSample(cluster: ClusterHandle): Promise<void> {
  await kubectl(
    cluster,
    [
      ...['delete', 'namespace', '--ignore-not-found'],
      ...namespaces.map(({ name }) => name),
    ],
    { timeoutMs: 180_000 },
  );
}

/** More names of `orders`: a catalog entity that selects by label has more than twenty Services. */
const aliases = [
  'accounts',
  'basket',
  'billing',
  'catalog',
  'checkout',
  'delivery',
  'inventory',
  'invoices',
  'ledger',
  'mailer',
  'payments',
  'pricing',
  'reviews',
  'search',
  'tracking',
  'wishlist',
];

const kindOf = ({ headless }: Workload): WorkloadName['kind'] =>
  headless ? 'StatefulSet' : 'Deployment';

const servicesOf = (
  cluster: string,
  all: readonly string[],
): readonly Workload[] => [
  { namespace: 'shop', name: 'orders', replicas: 2 },
  ...all.map(name => ({
    namespace: 'shop',
    name: `only-${name}`,
    replicas: name === cluster ? 1 : 0,
  })),
  ...aliases.map(name => ({
    namespace: 'shop',
    name,
    replicas: 0,
    behind: 'orders',
  })),
  { namespace: 'legacy', name: 'plain', replicas: 1 },
  { namespace: 'vault', name: 'secrets-api', replicas: 1 },
  { namespace: 'data', name: 'db', replicas: 1, headless: true },
];

const namespaceObject = (namespace: (typeof namespaces)[number]) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: namespace.name,
    labels: namespace.sidecars ? { 'istio-injection': 'enabled' } : {},
  },
});

const denyStrangers = (namespace: string) => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'deny-other-namespaces', namespace },
  spec: {
    action: 'DENY',
    rules: [{ from: [{ source: { notNamespaces: [namespace] } }] }],
  },
});

/** Nothing translates ports on the way to a headless Service: its Pods listen on the Service's. */
const portOf = (headless?: true) => (headless ? 80 : 8080);

/** What Backstage finds the objects of a component by. */
const labelsOf = (name: string) => ({
  app: name,
  'backstage.io/kubernetes-id': name,
});

const serviceObject = ({ namespace, name, headless, behind }: Workload) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name, labels: labelsOf(name) },
  spec: {
    selector: { app: behind ?? name },
    ports: [{ name: 'http', port: 80, targetPort: portOf(headless) }],
    ...(headless ? { clusterIP: 'None' } : {}),
  },
});

function serverObjects(
  workload: Workload,
  cluster: string,
  image: string,
): readonly object[] {
  const { namespace, name, replicas, headless } = workload;
  const port = portOf(headless);
  const container = {
    args: ['serve', `-listen=:${port}`],
    env: [
      { name: 'CLUSTER', value: cluster },
      { name: 'SERVICE', value: name },
      {
        name: 'POD_NAMESPACE',
        valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
      },
    ],
    ports: [{ name: 'http', containerPort: port }],
    readinessProbe: { httpGet: { path: '/', port }, periodSeconds: 1 },
  };
  const template = podTemplate(name, image, container);
  return [
    serviceAccount(namespace, name),
    {
      apiVersion: 'apps/v1',
      kind: kindOf(workload),
      metadata: { namespace, name, labels: labelsOf(name) },
      spec: {
        replicas,
        selector: { matchLabels: { app: name } },
        template,
        ...(headless ? { serviceName: name } : gentleRollout),
      },
    },
  ];
}

function clientObjects(namespace: string, image: string): readonly object[] {
  const name = 'client';
  return [
    serviceAccount(namespace, name),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace, name, labels: labelsOf(name) },
      spec: {
        selector: { matchLabels: { app: name } },
        template: podTemplate(name, image, { args: ['sleep'] }),
        ...gentleRollout,
      },
    },
  ];
}

const serviceAccount = (namespace: string, name: string) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace, name },
});

/** A restart drops no request: the new Pod is ready before the old one goes. */
const gentleRollout = {
  strategy: {
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
  },
} as const;

const podTemplate = (name: string, image: string, container: object) => ({
  metadata: {
    labels: labelsOf(name),
    annotations: {
      // The sidecar is there before the application and leaves after it, within the grace period.
      'proxy.istio.io/config': JSON.stringify({
        holdApplicationUntilProxyStarts: true,
        terminationDrainDuration: '8s',
      }),
    },
  },
  spec: {
    serviceAccountName: name,
    terminationGracePeriodSeconds: 12,
    containers: [
      {
        name,
        image,
        resources: { requests: { cpu: '1m', memory: '8Mi' } },
        ...container,
      },
    ],
  },
});
