import { waitForWorkloads, type ClusterHandle } from '../../bed/index.ts';
import type { KubeApi, KubeObject } from './KubeApi.ts';

/**
 * The namespace of every scenario, and a second one for what depends on the namespace. Both are
 * injected.
 */
export const SCENE = 'scene';
export const OTHER = 'other';

/**
 * Where a scenario is put. Scenarios that run side by side have a scene each, so that none sees the
 * objects of another; scenario files speak of the first.
 */
export interface Scene {
  readonly own: string;
  readonly other: string;
}

export const FIRST_SCENE: Scene = { own: SCENE, other: OTHER };

/** The first scene and as many more as are wanted. */
export function scenes(count: number): readonly Scene[] {
  return Array.from({ length: count }, (_, index) =>
    index === 0
      ? FIRST_SCENE
      : { own: `${SCENE}-${index + 1}`, other: `${OTHER}-${index + 1}` },
  );
}

/** Where clients take orders; no sidecar comes between. */
export const CALLER_PORT = 9900;

/**
 * A connection that was made when one of its proxies had the new configuration and the other had
 * not is kept while it is used, past policies that came since: each look begins with connections of
 * its own. Longer than the pause between the rounds of one look.
 */
const IDLE_TIMEOUT = '800ms';

/** A Service that no scenario touches: is the bed well? */
export const BASELINE = 'baseline';

/** A name that answers with what was configured last: have the proxies got it? */
export const BARRIER = 'barrier';

const IMAGE = 'bed.local/app:bed';

interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly client: boolean;
  readonly server: boolean;
  readonly injected: boolean;
  /** More proxy metadata, by the annotation of the Pod. */
  readonly proxyMetadata?: Readonly<Record<string, string>>;
  readonly ready: boolean;
}

const usual = { client: true, server: true, injected: true, ready: true };

/** Started once in every cluster and scene; each scenario uses what it needs. */
export const WORKLOADS: readonly Workload[] = [
  { ...usual, namespace: SCENE, name: 'client', server: false },
  { ...usual, namespace: SCENE, name: 'echo', client: false },
  { ...usual, namespace: SCENE, name: 'bare', injected: false },
  {
    ...usual,
    namespace: SCENE,
    name: 'stale',
    proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'false' },
  },
  {
    ...usual,
    namespace: SCENE,
    name: 'captive',
    server: false,
    proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' },
  },
  {
    ...usual,
    namespace: SCENE,
    name: 'unready',
    client: false,
    ready: false,
  },
  { ...usual, namespace: OTHER, name: 'guest' },
];

const namespaceObject = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'istio-injection': 'enabled' } },
});

const image = {
  image: IMAGE,
  resources: { requests: { cpu: '1m', memory: '8Mi' } },
} as const;

function containers(workload: Workload, cluster: string): readonly object[] {
  const { name, client, server } = workload;
  return [
    ...(client
      ? [
          {
            name: 'client',
            args: ['caller', `-listen=:${CALLER_PORT}`],
            ...image,
          },
        ]
      : []),
    ...(server
      ? [
          {
            name: 'server',
            args: ['serve', '-linger=0s'],
            env: [
              { name: 'CLUSTER', value: cluster },
              { name: 'SERVICE', value: name },
            ],
            ports: [{ name: 'http', containerPort: 8080 }],
            readinessProbe: {
              httpGet: { path: '/', port: 8080 },
              periodSeconds: 1,
            },
            ...image,
          },
        ]
      : []),
  ];
}

function workloadObjects(
  workload: Workload,
  cluster: string,
  scene: Scene,
): readonly KubeObject[] {
  const { name, injected, proxyMetadata } = workload;
  const namespace = namespaceIn(scene, workload);
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { namespace, name },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace, name },
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: {
            labels: {
              app: name,
              'sidecar.istio.io/inject': String(injected),
            },
            annotations: {
              'traffic.sidecar.istio.io/excludeInboundPorts':
                String(CALLER_PORT),
              'proxy.istio.io/config': JSON.stringify({
                holdApplicationUntilProxyStarts: true,
                terminationDrainDuration: '1s',
                // Who called on a port of TCP is known by them alone.
                proxyStatsMatcher: { inclusionRegexps: ['.*15006.*ssl.*'] },
                proxyMetadata: {
                  ISTIO_META_IDLE_TIMEOUT: IDLE_TIMEOUT,
                  ...proxyMetadata,
                },
              }),
            },
          },
          spec: {
            serviceAccountName: name,
            terminationGracePeriodSeconds: 1,
            // Nobody ever sets this condition: the containers are ready, the Pod is not.
            ...(!workload.ready && {
              readinessGates: [{ conditionType: 'scene/never' }],
            }),
            containers: containers(workload, cluster),
          },
        },
      },
    },
  ];
}

/**
 * A Service on port 80 in front of a workload of the scene; without a workload nothing stands
 * behind it.
 */
export function serviceObject(options: {
  readonly namespace: string;
  readonly name: string;
  readonly workload?: string;
}): KubeObject {
  const { namespace, name, workload } = options;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name },
    spec: {
      ...(workload && { selector: { app: workload } }),
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    },
  };
}

const namespaceIn = (scene: Scene, { namespace }: Workload) =>
  namespace === SCENE ? scene.own : scene.other;

/**
 * Starts the workloads of a scene in one cluster and waits until they run. What is there already
 * stays.
 */
export async function startScene(
  api: KubeApi,
  cluster: ClusterHandle,
  scene: Scene,
): Promise<void> {
  const { own, other } = scene;
  for (const namespace of [own, other]) {
    await api.apply(namespaceObject(namespace));
  }
  const objects = [
    serviceObject({ namespace: own, name: BASELINE, workload: 'echo' }),
    serviceObject({ namespace: own, name: BARRIER }),
    ...WORKLOADS.flatMap(workload =>
      workloadObjects(workload, cluster.name, scene),
    ),
  ];
  await Promise.all(objects.map(object => api.apply(object)));
  await waitForWorkloads(
    cluster,
    WORKLOADS.filter(({ ready }) => ready).map(workload => ({
      kind: 'Deployment' as const,
      namespace: namespaceIn(scene, workload),
      name: workload.name,
    })),
    300_000,
  );
}

/** Takes a scene out of a cluster. Answers before its Pods have ended. */
export async function removeScene(
  api: KubeApi,
  { own, other }: Scene,
): Promise<void> {
  for (const name of [own, other]) {
    await api.delete({ apiVersion: 'v1', kind: 'Namespace', name });
  }
}
