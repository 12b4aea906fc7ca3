import type { ClusterId, ClusterState, ControlPlane } from '../../../../model';
import { isSameApiServer } from '../../../../model/apiServerUrl';
import { clusterIds } from '../../../discovery/remoteSecretsFor';

interface Member {
  readonly cluster: string;
  readonly state: ClusterState;
  readonly controlPlane?: ControlPlane;
}

/**
 * The id under which a reader's istiod knows a cluster: its own, or what the key of its remote
 * secret says, which counts also where it is wrong. Source: istio/istio
 * pkg/kube/multicluster/secretcontroller.go.
 */
export function registeredId(reader: Member, target: Member): ClusterId {
  const own = target.controlPlane?.clusterId ?? target.cluster;
  const { remoteSecrets } = reader.state;
  if (reader.cluster === target.cluster || remoteSecrets.status === 'unknown') {
    return own;
  }
  const ids = clusterIds(target.state) ?? [own];
  const secrets = remoteSecrets.value;
  const found =
    secrets.find(({ clusterId }) => ids.includes(clusterId)) ??
    secrets.find(({ server }) =>
      isSameApiServer(server, target.state.apiServer.url),
    );
  return found?.clusterId ?? own;
}
