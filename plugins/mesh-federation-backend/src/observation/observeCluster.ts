import type {
  ApiServerEndpoint,
  ClusterState,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { fingerprintsOf } from '../istio/read/certificates';
import { at, textOf } from '../istio/read/json';
import { decodeServices } from '../istio/read/services';
import { decodeWorkloads } from '../istio/read/workloads';
import type { ClusterClient } from '../kubernetes/ClusterClient';
import type { PodExec } from '../kubernetes/PodExec';
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
  readUid,
} from './clusterSections';
import { inspectProxies } from './inspectProxies';
import { observeAccess } from './observeAccess';
import { observeControlPlanes } from './observeControlPlanes';
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
  /** Ask for each right that a run needs. */
  readonly checkAccess: boolean;
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
  { apiServer, now, signal, exec, checkAccess }: Input,
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
    read(async () => {
      if (!checkAccess) {
        throw new NotObserved({
          kind: 'not-observed',
          message: 'rights are asked for when a plan is made',
        });
      }
      return observeAccess(reads);
    }),
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

function memoized<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= read();
    return result;
  };
}
