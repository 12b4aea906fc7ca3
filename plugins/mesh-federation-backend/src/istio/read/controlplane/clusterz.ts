import type { RemoteClusterSync } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { at, listOf, textOf } from '../../../kubernetes/objects/json';

type Status = RemoteClusterSync['status'];

/** The worst first: where two Secrets name one cluster, istiod reads it by one of them alone. */
const STATUSES: readonly Status[] = ['timeout', 'syncing', 'synced'];

/**
 * Reads what istiod answers at `/debug/clusterz`: the sync status of each remote cluster, of which
 * the config cluster is none. Undefined when the text is no such answer. Source: istio/istio
 * pkg/kube/multicluster/secretcontroller.go (ListRemoteClusters), pkg/cluster/debug.go.
 */
export function decodeClusterz(
  text: string,
): readonly RemoteClusterSync[] | undefined {
  const entries = entriesOf(text);
  const statuses = new Map<string, Status>();
  for (const entry of entries ?? []) {
    const clusterId = textOf(at(entry, 'id'));
    const status = statusOf(textOf(at(entry, 'syncStatus')));
    if (clusterId === undefined || status === undefined) {
      return undefined;
    }
    // The config cluster is read by no Secret.
    if (textOf(at(entry, 'secretName'))) {
      statuses.set(clusterId, worse(statuses.get(clusterId), status));
    }
  }
  return entries === undefined
    ? undefined
    : [...statuses]
        .map(([clusterId, status]) => ({ clusterId, status }))
        .sort((a, b) => (a.clusterId < b.clusterId ? -1 : 1));
}

/** istiod lists at least its own cluster. */
function entriesOf(text: string): readonly unknown[] | undefined {
  try {
    const entries = listOf(JSON.parse(text));
    return entries.length > 0 ? entries : undefined;
  } catch {
    return undefined;
  }
}

/** A cluster whose client was stopped is read no more (Cluster.SyncStatus). */
function statusOf(status: string | undefined): Status | undefined {
  return status === 'closed'
    ? 'syncing'
    : STATUSES.find(known => known === status);
}

function worse(one: Status | undefined, other: Status): Status {
  return STATUSES.find(status => status === one || status === other)!;
}
