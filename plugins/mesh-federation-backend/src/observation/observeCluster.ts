import {
  ISTIO_NAMESPACE,
  unknown,
  type ApiServerEndpoint,
  type ClusterState,
  type Reader,
  type RemoteSecret,
  type TrustStore,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { fingerprintsOf } from '../istio/read/certificates';
import { decodeGateways } from '../istio/read/gateways';
import { at, textOf } from '../istio/read/json';
import { hasDiscoverySelectors } from '../istio/read/meshConfig';
import { ownershipOf } from '../istio/read/ownership';
import { publicCacerts } from '../istio/read/publicCacerts';
import { READER_OBJECTS, decodeReader } from '../istio/read/reader';
import { decodeServices } from '../istio/read/services';
import { decodeTrustStore } from '../istio/read/trustStore';
import { decodeWorkloads } from '../istio/read/workloads';
import type {
  ClusterClient,
  KubernetesObject,
} from '../kubernetes/ClusterClient';
import type { PodExec } from '../kubernetes/PodExec';
import { clusterReads, type ClusterReads } from './ClusterReads';
import { inspectProxies } from './inspectProxies';
import { observeAccess } from './observeAccess';
import {
  meshConfigProblems,
  observeControlPlanes,
} from './observeControlPlanes';
import { RemoteTokens } from './RemoteTokens';
import { NotObserved, need, section } from './section';
import { unobservedState } from './unobservedState';

interface Input {
  readonly client: ClusterClient;
  readonly apiServer: Pick<ApiServerEndpoint, 'url' | 'source'>;
  readonly now: () => Date;
  /** Ends the whole observation of this cluster. */
  readonly signal: AbortSignal;
  /** Inspect running proxies through this; they are not inspected without. */
  readonly exec?: PodExec;
}

/** A state, and beside it the tokens of its remote secrets, not yet reviewed. */
export interface FirstPass {
  readonly state: ClusterState;
  readonly tokens: RemoteTokens;
}

/**
 * Observes one cluster. Sections are read side by side and fail alone; when the API server does not answer at all, nothing more is
 * asked and every section has that reason.
 */
export async function observeCluster(input: Input): Promise<FirstPass> {
  const { client, now, signal } = input;
  const begin = now().toISOString();
  const tokens = new RemoteTokens();
  const kubernetesVersion = await section(now, () => versionOf(client, signal));
  if (
    kubernetesVersion.status === 'unknown' &&
    kubernetesVersion.reason.kind !== 'forbidden'
  ) {
    return {
      tokens,
      state: unobservedState({
        cluster: client.cluster,
        at: begin,
        reason: kubernetesVersion.reason,
        apiServer: input.apiServer,
      }),
    };
  }
  const reads = clusterReads(client, { signal });
  const sections = await readSections(input, reads, tokens);
  return {
    tokens,
    state: {
      cluster: client.cluster,
      at: begin,
      kubernetesVersion,
      ...sections,
    },
  };
}

async function readSections(
  { apiServer, now, signal, exec }: Input,
  reads: ClusterReads,
  tokens: RemoteTokens,
): Promise<Omit<ClusterState, 'cluster' | 'at' | 'kubernetesVersion'>> {
  const read = <T>(work: () => Promise<T>) => section(now, work);
  const cacerts = memoized(() => readCacerts(reads));
  const [
    uid,
    caPem,
    controlPlanes,
    trustStore,
    remoteSecrets,
    network,
    gateways,
    gatewayApi,
    reader,
    workloads,
    services,
    ambient,
    proxyRoots,
    access,
  ] = await Promise.all([
    read(() => readUid(reads)),
    read(() => readApiServerCa(reads)),
    read(() =>
      observeControlPlanes({
        reads,
        now,
        plugsIn: async () => (await cacerts()) !== undefined,
      }),
    ),
    read(() => readTrustStore(reads, cacerts)),
    read(() => readRemoteSecrets(reads, tokens, now)),
    read(() => readNetwork(reads)),
    read(() => readGateways(reads)),
    read(() => readGatewayApi(reads)),
    read(() => readReader(reads)),
    read(async () => decodeWorkloads(await reads.pods())),
    read(async () => decodeServices(await reads.services())),
    read(() => readAmbient(reads)),
    read(async () => {
      if (!exec) {
        throw new NotObserved({
          kind: 'not-observed',
          message: 'running proxies are inspected after a run',
        });
      }
      const pods = await reads.pods();
      const cluster = reads.client.cluster;
      return inspectProxies({ cluster, pods, exec, now, signal });
    }),
    // Last, because there are many of them and the others should not wait.
    read(() => observeAccess(reads)),
  ]);
  return {
    uid,
    apiServer: {
      ...apiServer,
      caPem,
      caFingerprints:
        caPem.status === 'observed' ? fingerprintsOf(caPem.value) : [],
    },
    access,
    controlPlanes,
    trustStore,
    remoteSecrets,
    network,
    gateways,
    gatewayApi,
    reader,
    workloads,
    proxyRoots,
    services,
    ambient,
  };
}

async function versionOf(
  client: ClusterClient,
  signal: AbortSignal,
): Promise<string> {
  const text = await need(client.getText('/version', { signal }));
  const version = textOf(at(JSON.parse(text), 'gitVersion'));
  if (!version) {
    throw new Error('/version does not tell the version of the API server');
  }
  return version;
}

async function readUid(reads: ClusterReads): Promise<string> {
  const namespace = (await reads.namespaces()).find(
    ({ metadata }) => metadata.name === 'kube-system',
  );
  if (!namespace?.metadata.uid) {
    throw new Error('there is no namespace kube-system');
  }
  return namespace.metadata.uid;
}

/** Kubernetes writes the ConfigMap into every namespace; the control plane's is not needed for it. */
async function readApiServerCa(reads: ClusterReads): Promise<string> {
  const configMap = await need(
    reads.client.get(
      {
        group: '',
        version: 'v1',
        plural: 'configmaps',
        namespace: 'kube-system',
        name: 'kube-root-ca.crt',
      },
      reads.options,
    ),
  );
  const pem = textOf(at(configMap, 'data', 'ca.crt'));
  if (!pem) {
    throw new Error('ConfigMap kube-system/kube-root-ca.crt has no ca.crt');
  }
  return pem;
}

async function readCacerts(reads: ClusterReads) {
  const secret = await need(
    reads.client.get(
      {
        group: '',
        version: 'v1',
        plural: 'secrets',
        namespace: ISTIO_NAMESPACE,
        name: 'cacerts',
      },
      reads.options,
    ),
  );
  return secret && publicCacerts(secret);
}

async function readTrustStore(
  reads: ClusterReads,
  cacerts: () => ReturnType<typeof readCacerts>,
): Promise<TrustStore> {
  const [rootConfigMaps, namespaces, pluggedIn, problems, mesh] =
    await Promise.all([
      reads.rootConfigMaps(),
      reads.namespaces(),
      cacerts(),
      meshConfigProblems(reads),
      reads.configMap('istio'),
    ]);
  const store = decodeTrustStore({
    rootConfigMaps,
    namespaces,
    cacerts: pluggedIn,
    selectsNamespaces: mesh ? hasDiscoverySelectors(mesh) : false,
    problems,
  });
  if (!store) {
    throw new NotObserved({
      kind: 'not-observed',
      message: `there is no ConfigMap ${ISTIO_NAMESPACE}/istio-ca-root-cert: istiod has not written its roots`,
    });
  }
  return store;
}

async function readRemoteSecrets(
  reads: ClusterReads,
  tokens: RemoteTokens,
  now: () => Date,
): Promise<readonly RemoteSecret[]> {
  const secrets = await need(
    reads.client.list(
      {
        group: '',
        version: 'v1',
        plural: 'secrets',
        namespace: ISTIO_NAMESPACE,
        labelSelector: 'istio/multiCluster=true',
      },
      reads.options,
    ),
  );
  const time = now().toISOString();
  return tokens.take(secrets).map(entry => ({
    ...entry,
    token: unknown(
      { kind: 'not-observed', message: 'the token was not reviewed' },
      time,
    ),
  }));
}

async function readNetwork(reads: ClusterReads) {
  const namespace = (await reads.namespaces()).find(
    ({ metadata }) => metadata.name === ISTIO_NAMESPACE,
  );
  if (!namespace) {
    throw new NotObserved({
      kind: 'not-observed',
      message: `there is no namespace ${ISTIO_NAMESPACE}`,
    });
  }
  return {
    label: namespace.metadata.labels?.['topology.istio.io/network'] ?? '',
    ownership: ownershipOf(namespace),
  };
}

async function readGateways(reads: ClusterReads) {
  const [gateways, istioGateways, services, pods] = await Promise.all([
    reads.gateways(),
    reads.istioGateways(),
    reads.services(),
    reads.pods(),
  ]);
  return decodeGateways({ gateways, istioGateways, services, pods });
}

async function readGatewayApi(reads: ClusterReads): Promise<boolean> {
  const crd = await need(
    reads.client.get(
      {
        group: 'apiextensions.k8s.io',
        version: 'v1',
        plural: 'customresourcedefinitions',
        name: 'gateways.gateway.networking.k8s.io',
      },
      reads.options,
    ),
  );
  return crd !== undefined;
}

async function readReader(reads: ClusterReads): Promise<Reader> {
  const objects = await Promise.all(
    READER_OBJECTS.map(({ kind, ref }) =>
      need(
        reads.client.get(
          { ...kind, namespace: ref.namespace, name: ref.name },
          reads.options,
        ),
      ),
    ),
  );
  return decodeReader(
    objects.filter(
      (object): object is KubernetesObject => object !== undefined,
    ),
  );
}

async function readAmbient(reads: ClusterReads): Promise<boolean> {
  const daemonSets = await need(
    reads.client.list(
      {
        group: 'apps',
        version: 'v1',
        plural: 'daemonsets',
        labelSelector: 'app=ztunnel',
      },
      reads.options,
    ),
  );
  return daemonSets.length > 0;
}

function memoized<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= read();
    return result;
  };
}
