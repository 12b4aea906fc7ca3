import {
  type RemoteClusterSync,
  SYNC_METRIC,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * `istiod_remote_cluster_sync_status{cluster="west",status="synced"} 1`, in the Prometheus text
 * format.
 */
const SAMPLE = new RegExp(`^${SYNC_METRIC}\\{(.*)\\}\\s+(\\S+)`);
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Metrics that every istiod has: they tell a scrape of istiod from some other page. */
const ISTIOD_MARK = /^(# (HELP|TYPE) )?(pilot_|istiod_|citadel_)/m;

/**
 * Reads the sync status of each remote cluster out of istiod's metrics. Undefined when the text
 * lacks the metric although this istiod manages remote clusters, or when the version of istiod has
 * no such metric, as before 1.29. An istiod that knows the metric but no remote cluster does not
 * print it, so the number of managed remote clusters is read as well. Source: istio/istio
 * pkg/kube/multicluster/secretcontroller.go, cluster.go.
 */
export function decodeSyncStatus(
  metrics: string,
): readonly RemoteClusterSync[] | undefined {
  if (!ISTIOD_MARK.test(metrics)) {
    return undefined;
  }
  const statuses = new Map<string, RemoteClusterSync['status']>();
  for (const line of metrics.split('\n')) {
    const sample = SAMPLE.exec(line);
    if (sample && Number(sample[2]) === 1) {
      const labels = labelsOf(sample[1]);
      const status = statusOf(labels.status);
      if (labels.cluster && status) {
        statuses.set(labels.cluster, status);
      }
    }
  }
  if (statuses.size === 0 && managedRemoteClusters(metrics) > 0) {
    return undefined;
  }
  return [...statuses]
    .map(([clusterId, status]) => ({ clusterId, status }))
    .sort((a, b) => (a.clusterId < b.clusterId ? -1 : 1));
}

function managedRemoteClusters(metrics: string): number {
  const sample =
    /^istiod_managed_clusters\{[^}]*cluster_type="remote"[^}]*\}\s+(\S+)/m.exec(
      metrics,
    );
  return Number(sample?.[1] ?? 0);
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(LABEL)].map(([, name, value]) => [
      name,
      value.replace(/\\(.)/g, '$1'),
    ]),
  );
}

function statusOf(
  status: string | undefined,
): RemoteClusterSync['status'] | undefined {
  switch (status) {
    case 'synced':
    case 'syncing':
    case 'timeout':
      return status;
    // After a remote secret was renewed in place, istiod stops its old client of the cluster once
    // the new one has synced, and the old one's `closed` comes last under the same name
    // (Cluster.Run, Cluster.Stop). A cluster that is really gone has no status at all
    // (clearClusterSyncState). Measured on 1.31, where `istioctl remote-clusters` says synced at
    // the same time.
    case 'closed':
      return 'synced';
    default:
      return undefined;
  }
}
