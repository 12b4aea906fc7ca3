/** The configuration files of one node. JSON is YAML, so most of them are written as JSON. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hub, tag } from '../images.ts';
import { clusterDir, clusterLogs, kubeconfigPath } from '../paths.ts';
import type { ClusterTopology } from '../topology.ts';

export interface NodeFiles {
  /** The folder of the programs. */
  readonly bin: string;
  /** The archive of images. */
  readonly images: string;
}

/** Where the node's certificates are. */
export const pkiDir = (cluster: ClusterTopology) =>
  join(clusterDir(cluster.name), 'pki');

/** Writes every file that the node reads; returns the one that process 1 begins with. */
export function writeSettings(
  cluster: ClusterTopology,
  files: NodeFiles,
): string {
  const state = clusterDir(cluster.name);
  const put = (name: string, content: unknown) =>
    writeFileSync(
      join(state, name),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
      { mode: 0o600 },
    );
  mkdirSync(join(state, 'cni.d'), { recursive: true });
  const config = kubeconfig(cluster);
  writeFileSync(kubeconfigPath(cluster.name), config, { mode: 0o600 });
  // kubectl may write the user's file (a default namespace, say): the node has its own.
  put('node.kubeconfig', config);
  put('resolv.conf', 'options ndots:5\n');
  put('cni.d/10-bed.conflist', podNetwork(cluster));
  put('containerd.toml', containerd(state, files));
  put('kubelet.yaml', kubelet(cluster, state));
  put('kube-proxy.yaml', kubeProxy(cluster, state));
  put('node.env', variables(cluster, files));
  return join(state, 'node.env');
}

function variables(cluster: ClusterTopology, files: NodeFiles): string {
  return Object.entries({
    BIN: files.bin,
    IMAGES: files.images,
    STATE: clusterDir(cluster.name),
    LOGS: clusterLogs(cluster.name),
    PKI: pkiDir(cluster),
    NODE_NAME: cluster.nodeName,
    NODE_ADDRESS: cluster.nodeAddress,
    SERVICE_RANGE: cluster.serviceRange,
    API_SERVER: cluster.apiServer,
    LOAD_BALANCER_ADDRESSES: cluster.loadBalancerAddresses.join(' '),
  })
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
}

function kubeconfig(cluster: ClusterTopology): string {
  const { name } = cluster;
  const data = (file: string) =>
    readFileSync(join(pkiDir(cluster), file)).toString('base64');
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': name,
      clusters: [
        {
          name,
          cluster: {
            server: cluster.apiServer,
            'certificate-authority-data': data('ca.crt'),
          },
        },
      ],
      users: [
        {
          name,
          user: {
            'client-certificate-data': data('admin.crt'),
            'client-key-data': data('admin.key'),
          },
        },
      ],
      contexts: [{ name, context: { cluster: name, user: name } }],
    },
    null,
    2,
  );
}

const podNetwork = (cluster: ClusterTopology) => ({
  cniVersion: '1.0.0',
  name: 'bed',
  plugins: [
    {
      type: 'ptp',
      ipam: {
        type: 'host-local',
        ranges: [[{ subnet: cluster.podRange }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});

const containerd = (state: string, { bin }: NodeFiles) => `version = 3
root = "/var/lib/containerd"
state = "/run/containerd"
disabled_plugins = [
  "io.containerd.nri.v1.nri",
  "io.containerd.snapshotter.v1.native",
  "io.containerd.tracing.processor.v1.otlp",
  "io.containerd.internal.v1.tracing",
]
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins.'io.containerd.cri.v1.images']
  snapshotter = "overlayfs"
  [plugins.'io.containerd.cri.v1.images'.pinned_images]
    sandbox = "${hub}/pause:${tag}"
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["${join(bin, 'cni')}"]
    conf_dir = "${join(state, 'cni.d')}"
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
      BinaryName = "${join(bin, 'bed-runc')}"
      SystemdCgroup = false
`;

const kubelet = (cluster: ClusterTopology, state: string) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  failCgroupV1: false,
  cgroupDriver: 'cgroupfs',
  cgroupRoot: `/${cluster.namespace}`,
  containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: join(pkiDir(cluster), 'ca.crt') },
  },
  authorization: { mode: 'Webhook' },
  clusterDomain: 'cluster.local',
  clusterDNS: [cluster.dnsAddress],
  resolvConf: join(state, 'resolv.conf'),
  failSwapOn: false,
  // Lets the kubelet live without /dev/kmsg and without raising limits.
  featureGates: { KubeletInUserNamespace: true },
  oomScoreAdj: 0,
  maxOpenFiles: 65536,
  localStorageCapacityIsolation: false,
  // The machine's disk may be as full as it likes: the bed does not evict for it.
  evictionHard: {
    'imagefs.available': '0%',
    'nodefs.available': '0%',
    'nodefs.inodesFree': '0%',
    'memory.available': '0%',
  },
  imageGCHighThresholdPercent: 100,
});

const kubeProxy = (cluster: ClusterTopology, state: string) => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  mode: 'iptables',
  hostnameOverride: cluster.nodeName,
  clientConnection: { kubeconfig: join(state, 'node.kubeconfig') },
  clusterCIDR: cluster.podRange,
  detectLocalMode: 'ClusterCIDR',
  // A call of a Service before its rules are there never gets through: its connection is given no
  // other way later. Default: one second.
  iptables: { minSyncPeriod: '100ms' },
  // Nothing of the machine's connection tracking is changed.
  conntrack: {
    maxPerCore: 0,
    min: 0,
    tcpEstablishedTimeout: '0s',
    tcpCloseWaitTimeout: '0s',
  },
  oomScoreAdj: 0,
});
