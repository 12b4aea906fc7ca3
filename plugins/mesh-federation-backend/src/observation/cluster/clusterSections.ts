import {
  ISTIO_NAMESPACE,
  meshConfigName,
  NETWORK_LABEL,
  REVISION_LABEL,
  optional,
  unknown,
  type Reader,
  type RemoteSecret,
  type TrustStore,
  CACERTS_SECRET,
  ROOT_CONFIG_MAP,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  decodeGateways,
  decodeUnlabelledGateways,
} from '../../istio/read/networks/gateways';
import { at, textOf } from '../../kubernetes/objects/json';
import { revisionOf } from '../../istio/read/controlplane/controlPlanes';
import { ownershipOf, ownsField } from '../../istio/read/ownership';
import { publicCacerts } from '../../istio/read/trust/publicCacerts';
import { REMOTE_SECRETS } from '../../istio/read/discovery/remoteSecrets';
import {
  READER_OBJECTS,
  decodeReader,
} from '../../istio/read/discovery/reader';
import { decodeTrustStore } from '../../istio/read/trust/trustStore';
import { certificatesOnly } from '../../istio/text/certificatesOnly';
import { scanPem } from '../../istio/text/scanPem';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { objectAddress } from '../../kubernetes/objects/objectAddress';
import type { ClusterReads } from './ClusterReads';
import { meshConfigProblems, selectsNamespaces } from './observeControlPlanes';
import type { RemoteTokens } from '../tokens/RemoteTokens';
import { NotObserved, need } from './section';

/** UID of namespace kube-system. */
export async function readUid(reads: ClusterReads): Promise<string> {
  const namespace = (await reads.namespaces()).find(
    ({ metadata }) => metadata.name === 'kube-system',
  );
  if (!namespace?.metadata.uid) {
    throw new Error('there is no namespace kube-system');
  }
  return namespace.metadata.uid;
}

/**
 * The CA of the API server. Kubernetes writes the ConfigMap into every namespace, so that the
 * control plane's need not exist.
 */
export async function readApiServerCa(reads: ClusterReads): Promise<string> {
  const configMap = await need(
    reads.client.get(
      objectAddress({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'kube-system',
        name: 'kube-root-ca.crt',
      }),
      reads.options,
    ),
  );
  const text = textOf(at(configMap, 'data', 'ca.crt')) ?? '';
  const pem = certificatesOnly(text);
  if (pem === '' || scanPem(text).faults.length > 0) {
    throw new Error(
      'ca.crt of ConfigMap kube-system/kube-root-ca.crt does not hold certificates alone',
    );
  }
  return pem;
}

/** Secret `cacerts` without its key; undefined without the Secret. */
export async function readCacerts(reads: ClusterReads) {
  const secret = await need(
    reads.client.get(
      objectAddress({
        apiVersion: 'v1',
        kind: 'Secret',
        namespace: ISTIO_NAMESPACE,
        name: CACERTS_SECRET,
      }),
      reads.options,
    ),
  );
  return secret && publicCacerts(secret);
}

/** The cluster's own roots and where they have arrived. */
export async function readTrustStore(
  reads: ClusterReads,
  cacerts: () => ReturnType<typeof readCacerts>,
  now: () => Date,
): Promise<TrustStore> {
  const [rootConfigMaps, namespaces, pluggedIn, problems, selects] =
    await Promise.all([
      reads.rootConfigMaps(),
      reads.namespaces(),
      cacerts(),
      meshConfigProblems(reads),
      selectsNamespaces(reads, now),
    ]);
  const store = decodeTrustStore({
    rootConfigMaps,
    namespaces,
    cacerts: pluggedIn,
    selectsNamespaces: selects,
    problems,
  });
  if (!store) {
    throw new NotObserved({
      kind: 'not-observed',
      message: `there is no ConfigMap ${ISTIO_NAMESPACE}/${ROOT_CONFIG_MAP}: istiod has not written its roots`,
    });
  }
  return store;
}

/** The remote secrets; their tokens stay in `tokens`. */
export async function readRemoteSecrets(
  reads: ClusterReads,
  tokens: RemoteTokens,
  now: () => Date,
): Promise<readonly RemoteSecret[]> {
  const secrets = await need(reads.client.list(REMOTE_SECRETS, reads.options));
  const time = now().toISOString();
  return tokens.take(secrets).map(entry => ({
    ...entry,
    token: unknown(
      { kind: 'not-observed', message: 'the token was not reviewed' },
      time,
    ),
  }));
}

/** The network label of the control plane's namespace. */
export async function readNetwork(reads: ClusterReads) {
  const namespace = (await reads.namespaces()).find(
    ({ metadata }) => metadata.name === ISTIO_NAMESPACE,
  );
  if (!namespace) {
    throw new NotObserved({
      kind: 'not-observed',
      message: `there is no namespace ${ISTIO_NAMESPACE}`,
    });
  }
  const ownership = ownershipOf(namespace);
  // The namespace is not ours, but its label may be: only the managed fields tell.
  const ownsLabel = ownsField(namespace, [
    'f:metadata',
    'f:labels',
    `f:${NETWORK_LABEL}`,
  ]);
  return {
    label: namespace.metadata.labels?.[NETWORK_LABEL] ?? '',
    ownership: ownsLabel ? { ...ownership, owner: 'self' as const } : ownership,
  };
}

/** East-west gateways. */
export async function readGateways(reads: ClusterReads) {
  return decodeGateways(await gatewayObjects(reads));
}

/** Those without the label of a network. */
export async function readUnlabelledGateways(reads: ClusterReads) {
  return decodeUnlabelledGateways(await gatewayObjects(reads));
}

/**
 * Objects of Istio that are for another revision are not there for istiod (istio/istio
 * pilot/pkg/config/kube/crdclient/client.go inRevision).
 */
async function gatewayObjects(reads: ClusterReads) {
  const [gateways, istioGateways, services, pods, istiods, nodes] =
    await Promise.all([
      reads.gateways(),
      reads.istioGateways(),
      reads.services(),
      reads.pods(),
      reads.istiods(),
      // Few gateways are reached by Nodes: the others are known without.
      reads.nodes().catch(() => undefined),
    ]);
  const revisions = istiods.map(revisionOf);
  return {
    gateways,
    istioGateways: istioGateways.filter(({ metadata: { labels } }) => {
      const revision = labels?.[REVISION_LABEL];
      return revision === undefined || revisions.includes(revision);
    }),
    services,
    pods,
    ...optional({ nodes }),
  };
}

/** Whether the Gateway API is installed. */
export async function readGatewayApi(reads: ClusterReads): Promise<boolean> {
  const crd = await need(
    reads.client.get(
      objectAddress({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        name: 'gateways.gateway.networking.k8s.io',
      }),
      reads.options,
    ),
  );
  return crd !== undefined;
}

/** This plugin's reader. */
export async function readReader(reads: ClusterReads): Promise<Reader> {
  const objects = await Promise.all(
    READER_OBJECTS.map(ref =>
      need(reads.client.get(objectAddress(ref), reads.options)),
    ),
  );
  const istiods = await reads.istiods();
  return decodeReader(
    objects.filter(
      (object): object is KubernetesObject => object !== undefined,
    ),
    meshConfigNames(istiods),
  );
}

function meshConfigNames(
  istiods: readonly KubernetesObject[],
): readonly string[] {
  const names = istiods.map(istiod => meshConfigName(revisionOf(istiod)));
  return [...new Set([meshConfigName('default'), ...names])].sort();
}

/** Whether ztunnel runs. */
export async function readAmbient(reads: ClusterReads): Promise<boolean> {
  return (await reads.daemonSets()).some(
    ({ metadata: { labels } }) => labels?.app === 'ztunnel',
  );
}
