/** One Kubernetes cluster: from a started node to running Pods with names. */
import { join } from 'node:path';
import { hub, tag } from './images.ts';
import { applyObjects, kubectl, waitForWorkloads } from './kubernetes.ts';
import type { ClusterHandle } from './kubernetes.ts';
import { processOf } from './node/processes.ts';
import { clusterLogs, kubeconfigPath } from './paths.ts';
import { until } from './process.ts';
import type { ClusterTopology } from './topology.ts';

export const handleOf = (name: string): ClusterHandle => ({
  name,
  kubeconfig: kubeconfigPath(name),
  context: name,
});

/** Waits until the API server answers. */
export async function waitForApi(cluster: ClusterTopology): Promise<void> {
  const { name } = cluster;
  const logs = clusterLogs(name);
  let probes = 0;
  await until(
    `the API server of ${name}`,
    {
      timeoutMs: 180_000,
      otherwise: `logs: ${logs}/kube-apiserver.log, etcd.log, node.log`,
      hopeless: () =>
        // The first probe may come before the program carries its mark.
        probes++ > 10 && processOf(name, 'node') === undefined
          ? 'its node has ended'
          : undefined,
    },
    () =>
      kubectl(handleOf(name), ['get', '--raw', '/readyz'], {
        timeoutMs: 10_000,
      }),
  );
}

/** Installs DNS and waits until the node is ready and runs it. */
export async function ensureDns(cluster: ClusterTopology): Promise<void> {
  const handle = handleOf(cluster.name);
  await applyObjects(handle, dns(cluster));
  await until(
    `node ${cluster.nodeName}`,
    {
      timeoutMs: 180_000,
      otherwise: `logs: ${join(
        clusterLogs(cluster.name),
        'kubelet.log',
      )}, containerd.log, image-import.log`,
    },
    async () => {
      const { stdout } = await kubectl(handle, [
        'get',
        'node',
        cluster.nodeName,
        '-o',
        'jsonpath={.status.conditions[?(@.type=="Ready")].status}',
      ]);
      return stdout === 'True' ? stdout : undefined;
    },
  );
  await waitForWorkloads(handle, [
    { kind: 'Deployment', namespace: 'kube-system', name: 'coredns' },
  ]);
}

interface PodObject {
  readonly status: {
    readonly phase: string;
    readonly containerStatuses?: readonly {
      readonly ready: boolean;
      readonly state: { readonly running?: { readonly startedAt: string } };
    }[];
  };
}

/**
 * Waits until every container has been started after a moment and is ready. What the API
 * server says of a cluster that has just come back is from before its end.
 */
export async function waitForRestart(
  cluster: ClusterTopology,
  since: Date,
): Promise<void> {
  // Kubernetes counts in whole seconds.
  const earliest = Math.floor(since.getTime() / 1000) * 1000;
  const isBack = ({ status }: PodObject) =>
    status.containerStatuses?.every(
      ({ ready, state }) =>
        ready && Date.parse(state.running?.startedAt ?? '') >= earliest,
    ) ?? false;
  await until(
    `the Pods of ${cluster.name}`,
    {
      timeoutMs: 240_000,
      everyMs: 500,
      otherwise: `logs: ${join(clusterLogs(cluster.name), 'kubelet.log')}`,
    },
    async () => {
      const { stdout } = await kubectl(handleOf(cluster.name), [
        ...['get', 'pods', '-A', '-o', 'json'],
      ]);
      const { items } = JSON.parse(stdout) as { items: readonly PodObject[] };
      return items.every(isBack) ? true : undefined;
    },
  );
}

const corefile = `.:53 {
    errors
    health
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
    }
    cache 5
}
`;

function dns(cluster: ClusterTopology): readonly object[] {
  const metadata = { name: 'coredns', namespace: 'kube-system' };
  const role = { name: 'system:coredns' };
  const rbac = 'rbac.authorization.k8s.io';
  const labels = { 'k8s-app': 'kube-dns' };
  const watch = (group: string, ...resources: string[]) => ({
    apiGroups: [group],
    resources,
    verbs: ['list', 'watch'],
  });
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: role,
      rules: [
        watch('', 'endpoints', 'services', 'pods', 'namespaces'),
        watch('discovery.k8s.io', 'endpointslices'),
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: role,
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', ...role },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { Corefile: corefile },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: dnsPod() },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'kube-dns', namespace: 'kube-system', labels },
      spec: {
        clusterIP: cluster.dnsAddress,
        selector: labels,
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP' },
          { name: 'dns-tcp', port: 53, protocol: 'TCP' },
        ],
      },
    },
  ];
}

const dnsPod = () => ({
  serviceAccountName: 'coredns',
  dnsPolicy: 'Default',
  containers: [
    {
      name: 'coredns',
      image: `${hub}/coredns:${tag}`,
      args: ['-conf', '/etc/coredns/Corefile'],
      ports: [
        { name: 'dns', containerPort: 53, protocol: 'UDP' },
        { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
      ],
      readinessProbe: {
        httpGet: { path: '/ready', port: 8181 },
        periodSeconds: 1,
      },
      volumeMounts: [{ name: 'config', mountPath: '/etc/coredns' }],
    },
  ],
  volumes: [{ name: 'config', configMap: { name: 'coredns' } }],
});
