import type { ClusterState, RemoteSecret } from '../../../../model';
import { isSameApiServer } from '../../../../model/apiServerUrl';
import {
  clusterIds,
  remoteSecretsFor,
} from '../../../discovery/remoteSecretsFor';

/** Remote secrets of a reader that lead to a cluster. */
export interface Registrations {
  /**
   * Under its cluster id, or, when there are none, under another id that is not the reader's own.
   */
  readonly usable: readonly RemoteSecret[];
  /** The usable ones are under another id. */
  readonly otherId: boolean;
  /**
   * Without a usable one under its id: those under the reader's own cluster id, which istiod
   * ignores.
   */
  readonly ignored: readonly RemoteSecret[];
}

/**
 * The remote secrets by which the reader's istiod may know the target. istiod registers whatever a
 * key says; when that is not the target's cluster id, its endpoints are found all the same and its
 * gateway by the network (istio/istio pilot/pkg/xds/endpoints/ep_filters.go selectNetworkGateways).
 * Absent when the remote secrets were not observed.
 */
export function registrations(
  reader: ClusterState,
  target: ClusterState,
): Registrations | undefined {
  const byId = remoteSecretsFor(reader, target);
  if (byId === undefined || reader.remoteSecrets.status === 'unknown') {
    return undefined;
  }
  const own = clusterIds(reader) ?? [];
  const isIgnored = ({ clusterId }: RemoteSecret) => own.includes(clusterId);
  const usable = byId.filter(secret => !isIgnored(secret));
  if (usable.length > 0) {
    return { usable, otherId: false, ignored: [] };
  }
  const byServer = reader.remoteSecrets.value.filter(
    secret =>
      !byId.includes(secret) &&
      isSameApiServer(secret.server, target.apiServer.url),
  );
  return {
    usable: byServer.filter(secret => !isIgnored(secret)),
    otherId: true,
    ignored: [...byId, ...byServer].filter(isIgnored),
  };
}
