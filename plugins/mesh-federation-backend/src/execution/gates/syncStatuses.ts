import {
  optional,
  type ClusterId,
  type ClusterName,
  type RemoteClusterSync,
  ISTIOD,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { remoteClustersOf } from '../../istio/ask/askIstiod';
import { readyIstiodPods } from './istiodPods';
import type { StepContext } from '../step/StepContext';
import { closed, unanswered, type GateState } from '../step/waitFor';

/**
 * What one replica of istiod says about a remote cluster; `status` is absent when the replica does
 * not know the cluster.
 */
export interface ReplicaSync {
  readonly pod: string;
  readonly status?: RemoteClusterSync['status'];
}

/** Asks every ready replica of istiod; a closed gate when one cannot tell. */
export async function syncStatuses(
  context: StepContext,
  options: { readonly cluster: ClusterName; readonly clusterId: ClusterId },
): Promise<readonly ReplicaSync[] | GateState> {
  const { cluster, clusterId } = options;
  const place = { cluster, object: ISTIOD };
  const pods = await readyIstiodPods(context, cluster);
  if (!pods.ok) {
    return unanswered(pods.error, place);
  }
  if (pods.value.length === 0) {
    return closed(`no replica of istiod of ${cluster} is ready`);
  }
  const replicas: ReplicaSync[] = [];
  for (const pod of pods.value) {
    const told = await remoteClustersOf(
      {
        client: context.clients.forCluster(cluster),
        pod,
        ...optional({ podHttp: context.podHttp }),
      },
      { signal: context.signal },
    );
    if (!told.ok) {
      return unanswered(told.error, place);
    }
    if (told.value === undefined) {
      return closed(
        `istiod ${pod} of ${cluster} does not tell the state of remote clusters: Istio 1.29 and later do so by metrics, older ones when Backstage may forward ports to them`,
      );
    }
    const status = told.value.find(
      sync => sync.clusterId === clusterId,
    )?.status;
    replicas.push({ pod, ...optional({ status }) });
  }
  return replicas;
}
