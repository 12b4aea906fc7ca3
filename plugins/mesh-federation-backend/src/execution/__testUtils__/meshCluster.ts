import { ISTIO_NAMESPACE } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ROOT_FIXTURES } from '@mesh-federation/fixtures';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { FakeCluster } from './FakeCluster';
import { pathOf } from './ObjectMemory';

/** CA of each cluster's API server. */
export const API_SERVER_CAS: Readonly<Record<string, string>> = {
  east: ROOT_FIXTURES.north.pem,
  west: ROOT_FIXTURES.south.pem,
};

/** IP of the Pod of workload `apps/shop`. */
export const SHOP_ADDRESS = '10.0.0.7';

export const ISTIOD_PATH = pathOf('deployments', ISTIO_NAMESPACE, 'istiod');

/** What the controllers of a cluster do at once unless they are held. */
export interface MeshCluster {
  readonly client: FakeCluster;
  /** Deployments do not roll out while true. */
  holdRollouts: boolean;
  /** istiod says this about every remote cluster; nothing while undefined. */
  sync: 'synced' | 'syncing' | 'timeout' | undefined;
}

/** A cluster with stock Istio: self-signed root, no flags, one injected workload `apps/shop`. */
export function meshCluster(name: string, now: () => Date): MeshCluster {
  const client = new FakeCluster(name, now);
  const mesh: MeshCluster = { client, holdRollouts: false, sync: 'synced' };
  client.react = object => {
    if (object.kind === 'Deployment' && !mesh.holdRollouts) {
      rollOut(client, object);
    }
    if (object.kind === 'Gateway') {
      program(client, object);
    }
    if (object.metadata.name === 'shop') {
      client.seed('pods', shopPod(client));
    }
  };
  client.text = path => textOf(mesh, path);
  client.review = () => ({ allowed: true });
  seedCluster(client, name);
  seedIstio(client, name);
  seedWorkload(client);
  return mesh;
}

/** The Deployment controller: every pod is new and available. */
export function rollOut(client: FakeCluster, object: KubernetesObject): void {
  const { namespace, name, generation } = object.metadata;
  client.edit(pathOf('deployments', namespace, name), live => {
    live.status = {
      observedGeneration: generation,
      replicas: 1,
      updatedReplicas: 1,
      availableReplicas: 1,
    };
  });
}

function program(client: FakeCluster, gateway: KubernetesObject): void {
  const { name, generation } = gateway.metadata;
  client.edit(pathOf('gateways', ISTIO_NAMESPACE, name), live => {
    live.status = {
      addresses: [{ type: 'IPAddress', value: '203.0.113.7' }],
      conditions: [
        { type: 'Programmed', status: 'True', observedGeneration: generation },
      ],
    };
  });
  const labels = { 'gateway.networking.k8s.io/gateway-name': name };
  client.seed('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: `${name}-istio`,
      namespace: ISTIO_NAMESPACE,
      labels: { ...gateway.metadata.labels, ...labels },
      ownerReferences: [{ kind: 'Gateway', name }],
    },
    spec: { type: 'LoadBalancer', ports: [{ port: 15443 }] },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
  });
  seedDeployment(client, { name: `${name}-istio`, labels });
  client.seed('pods', pod(ISTIO_NAMESPACE, `${name}-istio-1`, labels));
}

function textOf(mesh: MeshCluster, path: string): string | undefined {
  if (path === '/readyz') {
    return 'ok';
  }
  if (path === '/version') {
    return '{"gitVersion":"v1.36.1"}';
  }
  if (path.endsWith(':15014/proxy/version')) {
    return '1.31.0-abcdef-Clean';
  }
  return path.endsWith(':15014/proxy/metrics') ? metrics(mesh) : undefined;
}

function metrics({ client, sync }: MeshCluster): string {
  const ids = Object.keys(client.versions())
    .filter(path => path.startsWith('secrets/'))
    .map(path => client.at(path)!)
    .filter(
      ({ metadata }) => metadata.labels?.['istio/multiCluster'] === 'true',
    )
    .flatMap(secret => Object.keys(secret.data as object));
  const lines =
    sync === undefined
      ? []
      : ids.map(
          id =>
            `istiod_remote_cluster_sync_status{cluster="${id}",status="${sync}"} 1`,
        );
  return ['pilot_info{version="1.31.0"} 1', ...lines].join('\n');
}

function seedCluster(client: FakeCluster, name: string): void {
  for (const namespace of [ISTIO_NAMESPACE, 'kube-system', 'apps']) {
    client.seed('namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, uid: `${name}-${namespace}` },
    });
  }
  client.seed('customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'gateways.gateway.networking.k8s.io' },
  });
  seedConfigMap(client, 'kube-root-ca.crt', 'kube-system', {
    'ca.crt': API_SERVER_CAS[name],
  });
}

function seedIstio(client: FakeCluster, name: string): void {
  for (const namespace of [ISTIO_NAMESPACE, 'kube-system', 'apps']) {
    seedConfigMap(client, 'istio-ca-root-cert', namespace, {
      'root-cert.pem': ROOT_FIXTURES[name].pem,
    });
  }
  seedConfigMap(client, 'istio', ISTIO_NAMESPACE, {
    mesh: 'defaultConfig:\n  meshId: mesh1\ntrustDomain: cluster.local\n',
  });
  seedConfigMap(client, 'istio-sidecar-injector', ISTIO_NAMESPACE, {
    values: '{"global":{}}',
  });
  seedDeployment(client, {
    name: 'istiod',
    labels: { app: 'istiod' },
    env: [{ name: 'CLUSTER_ID', value: name }],
  });
  client.seed('pods', pod(ISTIO_NAMESPACE, 'istiod-1', { app: 'istiod' }));
}

function seedWorkload(client: FakeCluster): void {
  seedDeployment(client, { name: 'shop', namespace: 'apps', labels: {} });
  client.seed('pods', shopPod(client));
}

/** As the injector makes it now: with the flag once our shared mesh config is there. */
function shopPod(client: FakeCluster): KubernetesObject {
  const flagged = client.at(
    pathOf('configmaps', ISTIO_NAMESPACE, 'mesh-federation'),
  );
  const env = flagged
    ? [{ name: 'PROXY_CONFIG_XDS_AGENT', value: 'true' }]
    : [];
  const made = pod('apps', 'shop-abc-1', {
    app: 'shop',
    'pod-template-hash': 'abc',
    'security.istio.io/tlsMode': 'istio',
  });
  return {
    ...made,
    metadata: {
      ...made.metadata,
      ownerReferences: [
        { kind: 'ReplicaSet', name: 'shop-abc', controller: true },
      ],
    },
    spec: { containers: [{ name: 'istio-proxy', env }] },
    status: { ...(made.status as object), podIP: SHOP_ADDRESS },
  };
}

function seedConfigMap(
  client: FakeCluster,
  name: string,
  namespace: string,
  data: Readonly<Record<string, string>>,
): void {
  client.seed('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data,
  });
}

function seedDeployment(
  client: FakeCluster,
  options: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly env?: readonly { readonly name: string; readonly value: string }[];
  },
): void {
  const { name, namespace = ISTIO_NAMESPACE, labels, env = [] } = options;
  client.seed(
    'deployments',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels },
      spec: {
        replicas: 1,
        template: { spec: { containers: [{ name: 'discovery', env }] } },
      },
    },
    'istio-operator',
  );
}

function pod(
  namespace: string,
  name: string,
  labels: Readonly<Record<string, string>>,
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, labels },
    spec: { containers: [{ name: 'discovery' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}
