import {
  ISTIO_NAMESPACE,
  optional,
  type MeshSettings,
  type RemoteClusterSync,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  CallOptions,
  ClusterClient,
  ClusterResult,
} from '../../kubernetes/ClusterClient';
import type { PodHttp } from '../../kubernetes/PodHttp';
import { decodeClusterz } from '../read/controlplane/clusterz';
import { decodeSyncStatus } from '../read/controlplane/istiodMetrics';
import { decodeMergedMesh } from '../read/controlplane/meshSettings';

/**
 * On which istiod answers questions about itself to its own Pod without authentication
 * (istio/istio pilot/pkg/xds/debug.go allowAuthenticatedOrLocalhost).
 */
export const DEBUG_PORT = 8080;

/**
 * Port of istiod's own metrics and version. Source: istio/istio pilot/pkg/bootstrap
 * (monitoringAddr).
 */
const MONITORING_PORT = 15014;

/** istiod answers these from memory; whoever has no right is refused at once. */
const DEBUG_MS = 3_000;

/** One replica of istiod, and how it is asked. */
export interface IstiodReplicaAccess {
  readonly client: ClusterClient;
  readonly pod: string;
  /** Only its metrics are asked for without. */
  readonly podHttp?: PodHttp;
}

/** A page of the replica's own server by the API server's proxy, which needs no credential. */
export function monitoringPath(pod: string, page: string): string {
  return `/api/v1/namespaces/${ISTIO_NAMESPACE}/pods/${pod}:${MONITORING_PORT}/proxy/${page}`;
}

/**
 * The sync status of each remote cluster as the replica itself tells it, which every version does;
 * by its metrics where it cannot be asked. Undefined when these do not tell, as before Istio 1.29.
 */
export async function remoteClustersOf(
  replica: IstiodReplicaAccess,
  options: CallOptions,
): Promise<ClusterResult<readonly RemoteClusterSync[] | undefined>> {
  const told = await debugPage(replica, 'clusterz', options);
  const statuses = told === undefined ? undefined : decodeClusterz(told);
  if (statuses !== undefined) {
    return { ok: true, value: statuses };
  }
  const { client, pod } = replica;
  const metrics = await client.getText(monitoringPath(pod, 'metrics'), options);
  return metrics.ok
    ? { ok: true, value: decodeSyncStatus(metrics.value) }
    : metrics;
}

/** The mesh config that counts, merged by the replica; undefined when it does not tell. */
export async function mergedMeshOf(
  replica: IstiodReplicaAccess,
  options: CallOptions,
): Promise<MeshSettings | undefined> {
  const text = await debugPage(replica, 'mesh', options);
  return text === undefined ? undefined : decodeMergedMesh(text);
}

async function debugPage(
  { client, pod, podHttp }: IstiodReplicaAccess,
  page: string,
  { signal }: CallOptions,
): Promise<string | undefined> {
  const answer = await podHttp?.get(
    {
      cluster: client.cluster,
      namespace: ISTIO_NAMESPACE,
      pod,
      port: DEBUG_PORT,
      path: `/debug/${page}`,
    },
    { deadlineMs: DEBUG_MS, ...optional({ signal }) },
  );
  return answer?.ok && answer.value.status === 200
    ? answer.value.body
    : undefined;
}
