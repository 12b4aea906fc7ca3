import {
  ISTIO_NAMESPACE,
  observed,
  type ClusterObservation,
  type ClusterState,
  type EastWestGateway,
  type IstioConfiguration,
  type RemoteSecret,
  type Workload,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate } from './aCertificate';
import { aControlPlane, anOwnership } from './aControlPlane';
import { OBSERVED_AT } from './times';

/**
 * A cluster with a stock Istio: own self-signed root (`aCertificate(name)`), cluster id as its
 * name, no flag, no network label, no gateway, no reader, no remote secret, every section observed
 * at `OBSERVED_AT`.
 */
export function aClusterState(
  name: string,
  overrides: Partial<ClusterState> = {},
): ClusterState {
  const at = OBSERVED_AT;
  return {
    cluster: name,
    at,
    uid: observed(`uid-of-${name}`, at),
    kubernetesVersion: observed('v1.36.1', at),
    apiServer: {
      url: `https://${name}.example.com:6443`,
      source: 'config',
      caPem: observed(aCertificate(`api-ca-of-${name}`).pem, at),
      caFingerprints: [aCertificate(`api-ca-of-${name}`).fingerprint],
    },
    access: observed([], at),
    controlPlanes: observed([aControlPlane(name)], at),
    trustStore: observed(
      { roots: [aCertificate(name)], laggingNamespaces: [], problems: [] },
      at,
    ),
    remoteSecrets: observed([], at),
    network: observed({ label: '', ownership: anOwnership() }, at),
    gateways: observed([], at),
    unlabelledGateways: observed([], at),
    gatewayApi: observed(true, at),
    reader: observed({ objects: [], complete: false, secrets: false }, at),
    workloads: observed([], at),
    proxyRoots: observed([], at),
    services: observed([], at),
    endpointSlices: observed([], at),
    pods: observed([], at),
    nodes: observed([], at),
    namespaces: observed([], at),
    networkPolicies: observed([], at),
    networkPlugins: observed([], at),
    configuration: aConfiguration(),
    ambient: observed(false, at),
    ...overrides,
  };
}

/** No object of Istio, all kinds observed. */
export function aConfiguration(
  overrides: Partial<IstioConfiguration> = {},
): IstioConfiguration {
  const none = observed([], OBSERVED_AT);
  return {
    peerAuthentications: none,
    requestAuthentications: none,
    authorizationPolicies: none,
    destinationRules: none,
    sidecars: none,
    virtualServices: none,
    serviceEntries: none,
    workloadEntries: none,
    proxyConfigs: none,
    proxyExtensions: none,
    ...overrides,
  };
}

/** The newest attempt succeeded. */
export function anObservation(
  state: ClusterState,
  lastKnown?: ClusterState,
): ClusterObservation {
  return lastKnown === undefined ? { state } : { state, lastKnown };
}

/** A remote secret for `peer` as istioctl makes it, whose token is accepted and never expires. */
export function aRemoteSecret(
  peer: string,
  overrides: Partial<RemoteSecret> = {},
): RemoteSecret {
  return {
    secret: {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: ISTIO_NAMESPACE,
      name: `istio-remote-secret-${peer}`,
    },
    resourceVersion: '300',
    ownership: anOwnership({ owner: 'istioctl', managers: ['istioctl'] }),
    clusterId: peer,
    server: `https://${peer}.example.com:6443`,
    caFingerprints: [aCertificate(`api-ca-of-${peer}`).fingerprint],
    credential: 'token',
    tokenSubject:
      'system:serviceaccount:istio-system:istio-reader-service-account',
    token: observed('accepted', OBSERVED_AT),
    ...overrides,
  };
}

/** A working east-west gateway of the network, made by somebody else. */
export function aGateway(
  network: string,
  overrides: Partial<EastWestGateway> = {},
): EastWestGateway {
  return {
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      namespace: ISTIO_NAMESPACE,
      name: 'istio-eastwestgateway',
    },
    resourceVersion: '400',
    ownership: anOwnership(),
    network,
    addresses: ['192.0.2.10'],
    port: 15443,
    autoPassthrough: true,
    hosts: ['*.local'],
    programmed: true,
    ...overrides,
  };
}

/** A Deployment with one sidecar that lacks the XDS agent flag. */
export function aWorkload(
  name: string,
  overrides: Partial<Workload> = {},
): Workload {
  return {
    kind: 'Deployment',
    namespace: 'sample',
    name,
    pods: 1,
    proxies: 1,
    proxiesWithXdsAgent: 0,
    gateway: false,
    revision: 'default',
    ...overrides,
  };
}
