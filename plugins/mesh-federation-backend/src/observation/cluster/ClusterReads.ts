import {
  ISTIO_NAMESPACE,
  ROOT_CONFIG_MAP,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  CallOptions,
  ClusterClient,
  KubernetesObject,
} from '../../kubernetes/ClusterClient';
import { ISTIOD_DEPLOYMENTS } from '../../istio/read/controlplane/istiodLists';
import { objectAddress } from '../../kubernetes/objects/objectAddress';
import { once } from './once';
import { NotObserved, need } from './section';

/** Istio serves v1 since 1.22; before, the same objects in v1beta1. */
const ISTIO_VERSIONS = ['v1', 'v1beta1'];

type Objects = () => Promise<readonly KubernetesObject[]>;
type List = (kind: Parameters<ClusterClient['list']>[0]) => Objects;

/** The reads that several sections share; each is done once, when the first section asks for it. */
export interface ClusterReads extends CustomReads {
  readonly client: ClusterClient;
  readonly options: CallOptions;
  /** A ConfigMap of the control plane's namespace. */
  configMap(name: string): Promise<KubernetesObject | undefined>;
  readonly nodes: Objects;
  readonly namespaces: Objects;
  readonly pods: Objects;
  readonly services: Objects;
  readonly endpointSlices: Objects;
  readonly networkPolicies: Objects;
  readonly daemonSets: Objects;
  readonly istiods: Objects;
  readonly rootConfigMaps: Objects;
}

/** The reads of kinds that a CRD brings; each is empty where its CRD is not installed. */
interface CustomReads {
  /** Of the Gateway API. */
  readonly gateways: Objects;
  readonly httpRoutes: Objects;
  readonly grpcRoutes: Objects;
  readonly tcpRoutes: Objects;
  readonly tlsRoutes: Objects;
  readonly backendTlsPolicies: Objects;
  // Of Istio.
  readonly istioGateways: Objects;
  readonly peerAuthentications: Objects;
  readonly requestAuthentications: Objects;
  readonly authorizationPolicies: Objects;
  readonly destinationRules: Objects;
  readonly sidecars: Objects;
  readonly virtualServices: Objects;
  readonly serviceEntries: Objects;
  readonly workloadEntries: Objects;
  readonly proxyConfigs: Objects;
  readonly envoyFilters: Objects;
  readonly wasmPlugins: Objects;
  readonly trafficExtensions: Objects;
}

/**
 * Prepares the reads of one observation of one cluster. Each throws `NotObserved` when it fails.
 */
export function clusterReads(
  client: ClusterClient,
  options: CallOptions,
): ClusterReads {
  const list: List = kind => once(() => need(client.list(kind, options)));
  return {
    client,
    options,
    configMap: configMapReads(client, options),
    nodes: list({ group: '', version: 'v1', plural: 'nodes' }),
    namespaces: list({ group: '', version: 'v1', plural: 'namespaces' }),
    pods: list({ group: '', version: 'v1', plural: 'pods' }),
    services: list({ group: '', version: 'v1', plural: 'services' }),
    networkPolicies: list({
      group: 'networking.k8s.io',
      version: 'v1',
      plural: 'networkpolicies',
    }),
    daemonSets: list({ group: 'apps', version: 'v1', plural: 'daemonsets' }),
    istiods: list(ISTIOD_DEPLOYMENTS),
    rootConfigMaps: list({
      group: '',
      version: 'v1',
      plural: 'configmaps',
      fieldSelector: `metadata.name=${ROOT_CONFIG_MAP}`,
    }),
    endpointSlices: list({
      group: 'discovery.k8s.io',
      version: 'v1',
      plural: 'endpointslices',
    }),
    ...customReads(list),
  };
}

function customReads(list: List): CustomReads {
  const read = (
    group: string,
    plural: string,
    versions: readonly string[] = ISTIO_VERSIONS,
  ) => firstServed(versions.map(version => list({ group, version, plural })));
  const security = (plural: string) => read('security.istio.io', plural);
  const gatewayApi = (plural: string, ...older: readonly string[]) =>
    read('gateway.networking.k8s.io', plural, ['v1', ...older]);
  const networking = (plural: string) => read('networking.istio.io', plural);
  const extensions = (plural: string) =>
    read('extensions.istio.io', plural, ['v1alpha1']);
  return {
    gateways: gatewayApi('gateways'),
    httpRoutes: gatewayApi('httproutes'),
    grpcRoutes: gatewayApi('grpcroutes'),
    tcpRoutes: gatewayApi('tcproutes', 'v1alpha2'),
    tlsRoutes: gatewayApi('tlsroutes', 'v1alpha3', 'v1alpha2'),
    backendTlsPolicies: gatewayApi('backendtlspolicies'),
    istioGateways: networking('gateways'),
    peerAuthentications: security('peerauthentications'),
    requestAuthentications: security('requestauthentications'),
    authorizationPolicies: security('authorizationpolicies'),
    destinationRules: networking('destinationrules'),
    sidecars: networking('sidecars'),
    virtualServices: networking('virtualservices'),
    serviceEntries: networking('serviceentries'),
    workloadEntries: networking('workloadentries'),
    proxyConfigs: read('networking.istio.io', 'proxyconfigs', ['v1beta1']),
    // These never left alpha.
    envoyFilters: read('networking.istio.io', 'envoyfilters', ['v1alpha3']),
    wasmPlugins: extensions('wasmplugins'),
    trafficExtensions: extensions('trafficextensions'),
  };
}

function configMapReads(
  client: ClusterClient,
  options: CallOptions,
): ClusterReads['configMap'] {
  const read = new Map<string, Promise<KubernetesObject | undefined>>();
  return name => {
    const ref = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: ISTIO_NAMESPACE,
      name,
    };
    const reading =
      read.get(name) ?? need(client.get(objectAddress(ref), options));
    read.set(name, reading);
    return reading;
  };
}

/**
 * The objects in the first of the versions that the API server knows. Of a kind that it does not
 * know at all there are none.
 */
function firstServed(versions: readonly Objects[]): Objects {
  return async () => {
    for (const read of versions) {
      try {
        return await read();
      } catch (error) {
        if (
          !(error instanceof NotObserved) ||
          error.reason.kind !== 'unsupported'
        ) {
          throw error;
        }
      }
    }
    return [];
  };
}
