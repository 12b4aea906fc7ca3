import { ISTIO_NAMESPACE } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  CallOptions,
  ClusterClient,
  KubernetesObject,
} from '../kubernetes/ClusterClient';
import { ROOT_CONFIG_MAP } from '../istio/read/trustStore';
import { NotObserved, need } from './section';

type Objects = () => Promise<readonly KubernetesObject[]>;

/** The reads that several sections share; each is done once, when the first section asks for it. */
export interface ClusterReads {
  readonly client: ClusterClient;
  readonly options: CallOptions;
  readonly namespaces: Objects;
  readonly pods: Objects;
  readonly services: Objects;
  readonly istiods: Objects;
  readonly rootConfigMaps: Objects;
  /** A ConfigMap of the control plane's namespace. */
  configMap(name: string): Promise<KubernetesObject | undefined>;
  /** Of the Gateway API; empty where its CRDs are not installed. */
  readonly gateways: Objects;
  /** Of Istio; empty where its CRDs are not installed. */
  readonly istioGateways: Objects;
}

/** Prepares the reads of one observation of one cluster. Each throws `NotObserved` when it fails. */
export function clusterReads(
  client: ClusterClient,
  options: CallOptions,
): ClusterReads {
  const list = (kind: Parameters<ClusterClient['list']>[0]) =>
    once(() => need(client.list(kind, options)));
  const configMaps = new Map<string, Promise<KubernetesObject | undefined>>();
  return {
    client,
    options,
    namespaces: list({ group: '', version: 'v1', plural: 'namespaces' }),
    pods: list({ group: '', version: 'v1', plural: 'pods' }),
    services: list({ group: '', version: 'v1', plural: 'services' }),
    istiods: list({
      group: 'apps',
      version: 'v1',
      plural: 'deployments',
      namespace: ISTIO_NAMESPACE,
      labelSelector: 'app=istiod',
    }),
    rootConfigMaps: list({
      group: '',
      version: 'v1',
      plural: 'configmaps',
      fieldSelector: `metadata.name=${ROOT_CONFIG_MAP}`,
    }),
    gateways: withoutCrd(
      list({
        group: 'gateway.networking.k8s.io',
        version: 'v1',
        plural: 'gateways',
      }),
    ),
    istioGateways: withoutCrd(
      list({ group: 'networking.istio.io', version: 'v1', plural: 'gateways' }),
    ),
    configMap(name) {
      const read =
        configMaps.get(name) ??
        need(
          client.get(
            {
              group: '',
              version: 'v1',
              plural: 'configmaps',
              namespace: ISTIO_NAMESPACE,
              name,
            },
            options,
          ),
        );
      configMaps.set(name, read);
      return read;
    },
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= read();
    return result;
  };
}

/** A kind that the API server does not know has no objects. */
function withoutCrd(read: Objects): Objects {
  return async () => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof NotObserved && error.reason.kind === 'unsupported') {
        return [];
      }
      throw error;
    }
  };
}
