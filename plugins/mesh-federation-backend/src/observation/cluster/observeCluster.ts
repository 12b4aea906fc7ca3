import {
  optional,
  type ClusterState,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ApiServerAddress } from '../../kubernetes/ClusterInventory';
import { fingerprintsOf } from '../../istio/text/fingerprintsOf';
import { at, textOf } from '../../kubernetes/objects/json';
import { decodeEndpointSlices } from '../../istio/read/workloads/endpointSlices';
import { decodeNamespaces } from '../../istio/read/workloads/namespaces';
import { decodeNodes } from '../../istio/read/workloads/nodes';
import { decodeNetworkPlugins } from '../../istio/read/networks/networkPlugins';
import { decodeNetworkPolicies } from '../../istio/read/networks/networkPolicies';
import { decodePods } from '../../istio/read/workloads/pods';
import { decodeServices } from '../../istio/read/workloads/services';
import { workloadsOf } from '../../istio/read/workloads/workloads';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type { PodExec } from '../../kubernetes/PodExec';
import type { PodHttp } from '../../kubernetes/PodHttp';
import { allOf } from './allOf';
import { clusterReads, type ClusterReads } from './ClusterReads';
import {
  readAmbient,
  readApiServerCa,
  readCacerts,
  readGatewayApi,
  readGateways,
  readNetwork,
  readReader,
  readRemoteSecrets,
  readTrustStore,
  readUnlabelledGateways,
  readUid,
} from './clusterSections';
import { readConfiguration } from './configurationSections';
import { inspectProxies } from './inspectProxies';
import { observeAccess } from './observeAccess';
import { observeControlPlanes } from './observeControlPlanes';
import { once } from './once';
import { RemoteTokens } from '../tokens/RemoteTokens';
import { NotObserved, need, section } from './section';
import { unobservedState } from './unobservedState';

interface Input {
  readonly client: ClusterClient;
  readonly apiServer: ApiServerAddress;
  readonly now: () => Date;
  /** Ends the whole observation of this cluster. */
  readonly signal: AbortSignal;
  /** Inspect running proxies through this; they are not inspected without. */
  readonly exec?: PodExec;
  /** Ask istiod itself through this. */
  readonly podHttp?: PodHttp;
  /** Ask for each right that a run needs. */
  readonly checkAccess: boolean;
}

/** A state, and beside it the tokens of its remote secrets, not yet reviewed. */
export interface FirstPass {
  readonly state: ClusterState;
  readonly tokens: RemoteTokens;
}

/**
 * Observes one cluster. Sections are read side by side and fail alone; when the API server does not
 * answer at all, nothing more is asked and every section has that reason.
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
  { client, apiServer, now, signal, exec, podHttp, checkAccess }: Input,
  reads: ClusterReads,
  tokens: RemoteTokens,
): Promise<Omit<ClusterState, 'cluster' | 'at' | 'kubernetesVersion'>> {
  const read = <T>(work: () => Promise<T>) => section(now, work);
  const cacerts = once(() => readCacerts(reads));
  const pods = once(async () => decodePods(await reads.pods()));
  const { caPem, ...sections } = await allOf({
    uid: read(() => readUid(reads)),
    caPem: read(() => readApiServerCa(reads)),
    controlPlanes: read(() =>
      observeControlPlanes({
        reads,
        now,
        ...optional({ podHttp }),
        plugsIn: async () => (await cacerts()) !== undefined,
      }),
    ),
    trustStore: read(() => readTrustStore(reads, cacerts, now)),
    remoteSecrets: read(() => readRemoteSecrets(reads, tokens, now)),
    network: read(() => readNetwork(reads)),
    gateways: read(() => readGateways(reads)),
    unlabelledGateways: read(() => readUnlabelledGateways(reads)),
    gatewayApi: read(() => readGatewayApi(reads)),
    reader: read(() => readReader(reads)),
    workloads: read(async () => workloadsOf(await pods())),
    services: read(async () => decodeServices(await reads.services())),
    endpointSlices: read(async () =>
      decodeEndpointSlices(await reads.endpointSlices()),
    ),
    pods: read(pods),
    nodes: read(async () => decodeNodes(await reads.nodes())),
    namespaces: read(async () => decodeNamespaces(await reads.namespaces())),
    networkPolicies: read(async () =>
      decodeNetworkPolicies(await reads.networkPolicies()),
    ),
    networkPlugins: read(async () =>
      decodeNetworkPlugins(await reads.daemonSets()),
    ),
    configuration: readConfiguration(reads, read),
    ambient: read(() => readAmbient(reads)),
    proxyRoots: read(async () =>
      inspectProxies({
        cluster: client.cluster,
        exec: asked(exec, 'running proxies are inspected after a run'),
        pods: await pods(),
        now,
        signal,
      }),
    ),
    // Last, because there are many of them and the others should not wait.
    access: read(async () => {
      asked(checkAccess, 'rights are asked for when a plan is made');
      return observeAccess(reads);
    }),
  });
  const caFingerprints =
    caPem.status === 'observed' ? fingerprintsOf(caPem.value) : [];
  return { ...sections, apiServer: { ...apiServer, caPem, caFingerprints } };
}

/** Ends a section that this observation was not asked for. */
function asked<T>(wanted: T | undefined | false, message: string): T {
  if (wanted === undefined || wanted === false) {
    throw new NotObserved({ kind: 'not-observed', message });
  }
  return wanted;
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
