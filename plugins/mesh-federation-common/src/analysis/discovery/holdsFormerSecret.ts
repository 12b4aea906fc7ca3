import {
  ISTIO_NAMESPACE,
  READER_NAME,
  type ClusterState,
  type RemoteSecret,
  type Timestamp,
} from '../../model';
import { isSameApiServer } from '../../model/apiServerUrl';
import { remoteSecretsFor, secretFault } from './remoteSecretsFor';

/**
 * Default of PILOT_REMOTE_CLUSTER_TIMEOUT (istio/istio pilot/pkg/features/pilot.go). That an istiod
 * has another one is not observed; the finding says so.
 */
const TIME_LIMIT_MS = 30_000;

/**
 * Whether an istiod reports a cluster as not read for longer than its own time limit, although
 * address, CA, token and rights of every remote secret are good. That stays until istiod restarts:
 * when a remote secret is changed again before the cluster was read, the time limit of the
 * connection that was given up runs on and reports `timeout` for the cluster, whatever became of
 * the new connection (istio/istio pkg/kube/multicluster/cluster.go, `Run`). What is unknown makes
 * it false.
 */
export function holdsFormerSecret(
  reader: ClusterState,
  target: ClusterState,
  now: Timestamp,
): boolean {
  const secrets = remoteSecretsFor(reader, target) ?? [];
  return (
    secrets.length > 0 &&
    target.kubernetesVersion.status === 'observed' &&
    secrets.every(
      secret =>
        secretFault(secret, now) === undefined && isProven(secret, target),
    ) &&
    reader.controlPlanes.status === 'observed' &&
    reader.controlPlanes.value
      .flatMap(({ replicas }) => replicas)
      .some(
        ({ sync }) =>
          sync.status === 'observed' &&
          sync.value.some(
            ({ clusterId, status }) =>
              status !== 'synced' &&
              secrets.some(
                secret =>
                  secret.clusterId === clusterId && isOld(secret, sync.at),
              ),
          ),
      )
  );
}

/** It leads to the API server of the target, trusts it, is accepted there, and has every right. */
function isProven(
  { server, caFingerprints, token, tokenSubject }: RemoteSecret,
  { apiServer, reader }: ClusterState,
): boolean {
  return (
    isSameApiServer(server, apiServer.url) &&
    caFingerprints.some(item => apiServer.caFingerprints.includes(item)) &&
    token.status === 'observed' &&
    token.value === 'accepted' &&
    tokenSubject ===
      `system:serviceaccount:${ISTIO_NAMESPACE}:${READER_NAME}` &&
    reader.status === 'observed' &&
    reader.value.complete &&
    reader.value.secrets
  );
}

/** A token is made anew each time this plugin writes a remote secret. */
function isOld({ tokenIssuedAt }: RemoteSecret, at: Timestamp): boolean {
  return (
    tokenIssuedAt !== undefined &&
    Date.parse(at) - Date.parse(tokenIssuedAt) > TIME_LIMIT_MS
  );
}
