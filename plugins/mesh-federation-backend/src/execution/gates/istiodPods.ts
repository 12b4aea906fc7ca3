import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterResult } from '../../kubernetes/ClusterClient';
import { ISTIOD_PODS } from '../../istio/read/controlplane/istiodLists';
import { isReady } from '../../istio/read/controlplane/controlPlanes';
import type { StepContext } from '../step/StepContext';

/** The ready replicas of istiod, of every revision, sorted by name. */
export async function readyIstiodPods(
  context: StepContext,
  cluster: ClusterName,
): Promise<ClusterResult<readonly string[]>> {
  const pods = await context.clients
    .forCluster(cluster)
    .list(ISTIOD_PODS, { signal: context.signal });
  return pods.ok
    ? {
        ok: true,
        value: pods.value
          .filter(pod => !pod.metadata.deletionTimestamp && isReady(pod))
          .map(pod => pod.metadata.name)
          .sort(),
      }
    : pods;
}
