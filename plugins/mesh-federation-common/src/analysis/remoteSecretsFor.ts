import type { ClusterId, ClusterState, RemoteSecret } from '../model';
import { compareStrings } from '../model/compareStrings';

/** The ids under which a cluster's control planes know themselves, sorted; absent when they were not observed. */
export function clusterIds(
  state: ClusterState,
): readonly ClusterId[] | undefined {
  return state.controlPlanes.status === 'observed'
    ? [
        ...new Set(state.controlPlanes.value.map(({ clusterId }) => clusterId)),
      ].sort(compareStrings)
    : undefined;
}

/**
 * The remote secrets of `reader` that register `target`, sorted; absent when the secrets were not observed. While the ids of `target`
 * are unknown, those that point to its API server.
 */
export function remoteSecretsFor(
  reader: ClusterState,
  target: ClusterState,
): readonly RemoteSecret[] | undefined {
  if (reader.remoteSecrets.status === 'unknown') {
    return undefined;
  }
  const ids = clusterIds(target);
  return reader.remoteSecrets.value
    .filter(secret =>
      ids === undefined
        ? secret.server !== undefined && secret.server === target.apiServer.url
        : ids.includes(secret.clusterId),
    )
    .sort((a, b) =>
      compareStrings(
        `${a.secret.name}/${a.clusterId}`,
        `${b.secret.name}/${b.clusterId}`,
      ),
    );
}

/** Why istiod or the remote API server does not work with a remote secret; absent when nothing is known against it. */
export function secretFault(
  secret: RemoteSecret,
  now: string,
): string | undefined {
  if (secret.problem !== undefined) {
    return `the kubeconfig cannot be read (${secret.problem})`;
  }
  if (secret.credential === 'exec' || secret.credential === 'auth-provider') {
    return `istiod refuses a credential of kind ${secret.credential}`;
  }
  if (
    secret.tokenExpiresAt !== undefined &&
    Date.parse(secret.tokenExpiresAt) <= Date.parse(now)
  ) {
    return `the token expired at ${secret.tokenExpiresAt}`;
  }
  if (secret.token.status === 'observed' && secret.token.value === 'rejected') {
    return 'the API server rejects the token';
  }
  return undefined;
}
