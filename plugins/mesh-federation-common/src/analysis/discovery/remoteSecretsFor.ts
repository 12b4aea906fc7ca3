import type {
  ClusterId,
  ClusterState,
  ControlPlane,
  RemoteSecret,
} from '../../model';
import { isSameApiServer } from '../../model/apiServerUrl';
import { compareStrings } from '../../model/basics/compareStrings';
import { remembered } from '../remembered';

const idsOf = remembered(
  (planes: readonly ControlPlane[]): readonly ClusterId[] =>
    [...new Set(planes.map(({ clusterId }) => clusterId))].sort(compareStrings),
);

/**
 * The ids under which a cluster's control planes know themselves, sorted; absent when they were not
 * observed.
 */
export function clusterIds(
  state: ClusterState,
): readonly ClusterId[] | undefined {
  if (state.controlPlanes.status === 'unknown') {
    return undefined;
  }
  return idsOf(state.controlPlanes.value);
}

/** Grouped once for each observation, not for each pair. */
const secretsById = remembered(groupById);

/**
 * The remote secrets of `reader` that register `target`, sorted; absent when the secrets were not
 * observed. While the ids of `target` are unknown, those that point to its API server.
 */
export function remoteSecretsFor(
  reader: ClusterState,
  target: ClusterState,
): readonly RemoteSecret[] | undefined {
  if (reader.remoteSecrets.status === 'unknown') {
    return undefined;
  }
  const all = reader.remoteSecrets.value;
  const ids = clusterIds(target);
  const found =
    ids === undefined
      ? all.filter(({ server }) =>
          isSameApiServer(server, target.apiServer.url),
        )
      : ids.flatMap(id => secretsById(all).get(id) ?? []);
  return found.length < 2
    ? found
    : [...found].sort((a, b) =>
        compareStrings(
          `${a.secret.name}/${a.clusterId}`,
          `${b.secret.name}/${b.clusterId}`,
        ),
      );
}

function groupById(
  all: readonly RemoteSecret[],
): ReadonlyMap<ClusterId, readonly RemoteSecret[]> {
  const groups = new Map<ClusterId, RemoteSecret[]>();
  for (const secret of all) {
    const group = groups.get(secret.clusterId);
    if (group === undefined) {
      groups.set(secret.clusterId, [secret]);
    } else {
      group.push(secret);
    }
  }
  return groups;
}

/**
 * Why istiod or the remote API server does not work with a remote secret; absent when nothing is
 * known against it.
 */
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
