import {
  type RemoteClusterSync,
  SYNC_METRIC,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

const MANAGED_METRIC = 'istiod_managed_clusters';

/** One label of a sample, at the very place where the one before ends. */
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)",?/y;

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
  for (const { labels, value } of samplesOf(metrics, SYNC_METRIC)) {
    const cluster = labels.get('cluster');
    const status = statusOf(labels.get('status'));
    if (value === 1 && cluster && status) {
      statuses.set(cluster, status);
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
  const sample = samplesOf(metrics, MANAGED_METRIC).find(
    ({ labels }) => labels.get('cluster_type') === 'remote',
  );
  return sample?.value ?? 0;
}

interface Sample {
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/**
 * The samples of a metric, such as `istiod_managed_clusters{cluster_type="remote"} 1`. Source:
 * Prometheus, exposition formats.
 */
function samplesOf(metrics: string, metric: string): readonly Sample[] {
  const start = `${metric}{`;
  return metrics
    .split('\n')
    .filter(line => line.startsWith(start))
    .flatMap(line => sampleOf(line, start.length) ?? []);
}

function sampleOf(line: string, start: number): Sample | undefined {
  const labels = new Map<string, string>();
  let at = start;
  for (;;) {
    LABEL.lastIndex = at;
    const label = LABEL.exec(line);
    if (!label) {
      break;
    }
    labels.set(label[1], label[2].replace(/\\(.)/g, '$1'));
    at = LABEL.lastIndex;
  }
  return line[at] === '}'
    ? {
        labels,
        value: Number(
          line
            .slice(at + 1)
            .trim()
            .split(' ', 1)[0],
        ),
      }
    : undefined;
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
