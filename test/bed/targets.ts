/** What the bed builds, and from where. A change here changes the hash of the binaries. */

const kubernetesVersion = '1.36.1';
const containerdVersion = '2.3.7';
const runcVersion = '1.5.2';
export const envoyVersion = '1.40.0';
/** What istioctl and istiod call themselves: the module has no tag that the Go proxy serves. */
const istioVersion = '1.31-bed';

export type Module = 'kube' | 'cri' | 'app';

export interface Target {
  readonly name: string;
  readonly module: Module;
  readonly package: string;
  readonly tags?: string;
  readonly ldflags?: string;
  /** runc enters namespaces in C, before Go's runtime has threads. */
  readonly cgo?: true;
}

const component = 'k8s.io/component-base/version';
const containerd = 'github.com/containerd/containerd/v2';
const cni = 'github.com/containernetworking/plugins/plugins';
/** Snapshotters that are not used, one of which needs C headers. */
const withoutPlugins =
  'no_btrfs,no_devmapper,no_zfs,no_aufs,no_blockfile,no_erofs';
const istio = {
  module: 'kube',
  ldflags: `-X istio.io/istio/pkg/version.buildVersion=${istioVersion}`,
} as const;

export const targets: readonly Target[] = [
  {
    name: 'kube',
    module: 'kube',
    package: '.',
    tags: 'providerless',
    ldflags: `-X ${component}.gitVersion=v${kubernetesVersion} -X ${component}.gitMajor=1 -X ${component}.gitMinor=36`,
  },
  { name: 'coredns', module: 'kube', package: './coredns' },
  {
    ...istio,
    name: 'pilot-discovery',
    package: 'istio.io/istio/pilot/cmd/pilot-discovery',
    tags: 'vtprotobuf,disable_pgv',
  },
  {
    ...istio,
    name: 'pilot-agent',
    package: 'istio.io/istio/pilot/cmd/pilot-agent',
    tags: 'agent,disable_pgv',
  },
  {
    ...istio,
    name: 'istioctl',
    package: 'istio.io/istio/istioctl/cmd/istioctl',
    tags: 'vtprotobuf,disable_pgv',
  },
  {
    name: 'containerd',
    module: 'cri',
    package: `${containerd}/cmd/containerd`,
    tags: withoutPlugins,
    ldflags: `-X ${containerd}/version.Version=${containerdVersion}`,
  },
  {
    name: 'containerd-shim-runc-v2',
    module: 'cri',
    package: `${containerd}/cmd/containerd-shim-runc-v2`,
  },
  {
    name: 'ctr',
    module: 'cri',
    package: `${containerd}/cmd/ctr`,
    tags: withoutPlugins,
  },
  {
    name: 'runc',
    module: 'cri',
    package: 'github.com/opencontainers/runc',
    ldflags: `-X main.version=${runcVersion}`,
    cgo: true,
  },
  { name: 'cni/ptp', module: 'cri', package: `${cni}/main/ptp` },
  { name: 'cni/loopback', module: 'cri', package: `${cni}/main/loopback` },
  { name: 'cni/host-local', module: 'cri', package: `${cni}/ipam/host-local` },
  { name: 'cni/portmap', module: 'cri', package: `${cni}/meta/portmap` },
  { name: 'bedapp', module: 'app', package: '.' },
];

/** Other names of a program. */
export const links = { kubectl: 'kube', 'bed-runc': 'bedapp' } as const;

/** Files of the Istio module that are needed at run time, so that the Go cache is not. */
export const istioFiles = {
  'istio-crds.yaml': 'manifests/charts/base/files/crd-all.gen.yaml',
  'envoy_bootstrap.json': 'tools/packaging/common/envoy_bootstrap.json',
  'gateway-api.yaml': 'tests/integration/pilot/testdata/gateway-api-crd.yaml',
} as const;

export const goEnvironment = {
  GOFLAGS: '-mod=readonly -buildvcs=false',
} as const;
