import type { ClusterState, Federation, Timestamp } from '../../model';
import { readerChoice } from './readerChoice';
import { clusterIds, remoteSecretsFor, secretFault } from './remoteSecretsFor';

/**
 * What istiod says of a remote cluster whose Secrets it may not list; it ends in `timeout`
 * (measured with Istio 1.31).
 */
const EXPECTED: readonly string[] = ['syncing', 'timeout', 'synced'];

/**
 * Whether `reader` is not synced with `target` only because the federations chose a reader without
 * the right to Secrets: the choice is in force in `target`, every remote secret is this plugin's
 * own and its token accepted, the API server answers, and every istiod is where it is expected to
 * stay. What is unknown makes it false.
 */
export function isReadWithoutSecrets(options: {
  readonly reader: ClusterState;
  readonly target: ClusterState;
  readonly federations: readonly Federation[];
  readonly now: Timestamp;
}): boolean {
  const { reader, target, federations, now } = options;
  const isMember = federations.some(({ members }) =>
    members.includes(target.cluster),
  );
  const secrets = remoteSecretsFor(reader, target) ?? [];
  return (
    isMember &&
    readerChoice(target.cluster, federations) === 'without-secrets' &&
    target.reader.status === 'observed' &&
    !target.reader.value.secrets &&
    target.kubernetesVersion.status === 'observed' &&
    secrets.length > 0 &&
    secrets.every(
      secret =>
        secret.ownership.owner === 'self' &&
        secretFault(secret, now) === undefined &&
        secret.token.status === 'observed',
    ) &&
    everyReplicaIsAsExpected(reader, target)
  );
}

function everyReplicaIsAsExpected(
  reader: ClusterState,
  target: ClusterState,
): boolean {
  const ids = clusterIds(target) ?? [];
  const planes =
    reader.controlPlanes.status === 'observed'
      ? reader.controlPlanes.value
      : [];
  return (
    planes.length > 0 &&
    planes.every(
      ({ replicas }) =>
        replicas.length > 0 &&
        replicas.every(
          ({ sync }) =>
            sync.status === 'observed' &&
            sync.value.some(
              ({ clusterId, status }) =>
                ids.includes(clusterId) && EXPECTED.includes(status),
            ),
        ),
    )
  );
}
