import type {
  ClusterState,
  ControlPlane,
  DiscoveryRelation,
  DiscoveryVerdict,
  Evidence,
  Federation,
  IstiodReplica,
  RemoteSecret,
  Timestamp,
  UnknownReason,
} from '../../model';
import { isSameApiServer } from '../../model/apiServerUrl';
import { compareStrings } from '../../model/basics/compareStrings';
import { unobserved } from '../describeUnknown';
import { holdsFormerSecret } from './holdsFormerSecret';
import { isReadWithoutSecrets } from './isReadWithoutSecrets';
import { oldest } from '../oldest';
import { clusterIds, remoteSecretsFor, secretFault } from './remoteSecretsFor';
import { optional } from '../../model/basics/optional';

interface Judgement {
  readonly verdict: DiscoveryVerdict;
  readonly reason: string;
}

/**
 * Whether every istiod of each cluster reads the API server of each other one: one relation for
 * each ordered pair, sorted by `in`, then `for`.
 *
 * "synced" of istiod alone proves nothing about now: it stays after the token was revoked and after
 * the remote API server has gone (measured with Istio 1.31). So the token and the remote API server
 * count as well. A cluster read without the right to its Secrets is never synced; with the
 * federations the reason says that this was chosen.
 */
export function analyzeDiscovery(
  states: readonly ClusterState[],
  now: Timestamp,
  federations: readonly Federation[] = [],
): readonly DiscoveryRelation[] {
  const sorted = [...states].sort((a, b) =>
    compareStrings(a.cluster, b.cluster),
  );
  return sorted.flatMap(reader =>
    sorted
      .filter(target => target !== reader)
      .map(target => discoveryRelation({ reader, target, now, federations })),
  );
}

/** Whether every istiod of one cluster reads the API server of another; see `analyzeDiscovery`. */
export function discoveryRelation(options: {
  readonly reader: ClusterState;
  readonly target: ClusterState;
  readonly now: Timestamp;
  readonly federations: readonly Federation[];
}): DiscoveryRelation {
  const { reader, target, now, federations } = options;
  const secrets = remoteSecretsFor(reader, target) ?? [];
  const [first] = secrets;
  const expiries = secrets.flatMap(secret => secret.tokenExpiresAt ?? []);
  const judgement = judge(reader, target, secrets, now);
  const chosen =
    judgement.verdict === 'not-synced' &&
    isReadWithoutSecrets({ reader, target, federations, now });
  return {
    in: reader.cluster,
    for: target.cluster,
    ...(chosen ? withoutSecrets(reader, target) : judgement),
    ...optional({
      secret: first?.secret.name,
      tokenExpiresAt:
        expiries.length === 0 ? undefined : oldest(expiries, expiries[0]!),
    }),
    evidence: evidence(reader, target, secrets),
    at: oldest(
      [
        reader.remoteSecrets,
        reader.controlPlanes,
        target.controlPlanes,
        target.kubernetesVersion,
        ...secrets.map(({ token }) => token),
        ...replicas(reader).map(({ sync }) => sync),
      ],
      reader.at,
    ),
  };
}

function judge(
  reader: ClusterState,
  target: ClusterState,
  secrets: readonly RemoteSecret[],
  now: Timestamp,
): Judgement {
  if (reader.remoteSecrets.status === 'unknown') {
    return unknown(
      `The remote secrets of ${reader.cluster}`,
      reader.remoteSecrets.reason,
    );
  }
  const api = [target.uid, target.kubernetesVersion].find(
    fact => fact.status === 'unknown',
  );
  if (api?.status === 'unknown') {
    return unknown(
      `Whether the API server of ${target.cluster} answers`,
      api.reason,
    );
  }
  if (target.controlPlanes.status === 'unknown') {
    return unknown(
      `The cluster id of ${target.cluster}`,
      target.controlPlanes.reason,
    );
  }
  if (secrets.length === 0) {
    return absent(reader, target);
  }
  if (reader.controlPlanes.status === 'unknown') {
    return unknown(
      `The control planes of ${reader.cluster}`,
      reader.controlPlanes.reason,
    );
  }
  return (
    judgeSecrets(reader, secrets, now) ??
    judgeReplicas(reader, target, reader.controlPlanes.value, now) ??
    judgeTokens(secrets) ?? {
      verdict: 'synced',
      reason: `Every istiod of ${reader.cluster} reports ${target.cluster} as synced, the token is accepted and the API server answers.`,
    }
  );
}

/** Not a fault, but no proof of being synced either. */
function withoutSecrets(reader: ClusterState, target: ClusterState): Judgement {
  return notSynced(
    `${reader.cluster} reads ${target.cluster} without the right to its Secrets, as the federation chose: endpoints flow, but istiod never reports it synced. The token is accepted and the API server answers.`,
  );
}

function absent(reader: ClusterState, target: ClusterState): Judgement {
  const other =
    reader.remoteSecrets.status === 'observed'
      ? reader.remoteSecrets.value.find(({ server }) =>
          isSameApiServer(server, target.apiServer.url),
        )
      : undefined;
  return {
    verdict: 'absent',
    reason:
      other === undefined
        ? `${reader.cluster} has no remote secret for ${target.cluster}.`
        : `${reader.cluster} has no remote secret for ${target.cluster} under its cluster id; ${other.secret.name} registers it as "${other.clusterId}".`,
  };
}

function judgeSecrets(
  reader: ClusterState,
  secrets: readonly RemoteSecret[],
  now: Timestamp,
): Judgement | undefined {
  const own = clusterIds(reader) ?? [];
  for (const secret of secrets) {
    if (own.includes(secret.clusterId)) {
      return notSynced(
        `istiod of ${reader.cluster} ignores ${secret.secret.name}: its key "${secret.clusterId}" is its own cluster id.`,
      );
    }
    const fault = secretFault(secret, now);
    if (fault !== undefined) {
      return notSynced(`${secret.secret.name} does not work: ${fault}.`);
    }
  }
  return undefined;
}

function judgeReplicas(
  reader: ClusterState,
  target: ClusterState,
  controlPlanes: readonly ControlPlane[],
  now: Timestamp,
): Judgement | undefined {
  const empty = controlPlanes.find(plane => plane.replicas.length === 0);
  if (controlPlanes.length === 0 || empty !== undefined) {
    return notSynced(`No istiod runs in ${reader.cluster}.`);
  }
  const all = controlPlanes.flatMap(plane => plane.replicas);
  for (const replica of all) {
    const status = replicaStatus(replica, target);
    if (status !== undefined && status !== 'synced') {
      return notSynced(
        `${replica.pod} in ${reader.cluster} reports ${
          target.cluster
        } as ${status}.${
          holdsFormerSecret(reader, target, now)
            ? ' Address, CA, token and rights of the remote secret are good: istiod holds on to a former one until it restarts.'
            : advice(status)
        }`,
      );
    }
  }
  for (const replica of all) {
    if (replica.sync.status === 'unknown') {
      return unknown(
        `What ${replica.pod} in ${reader.cluster} has synced`,
        replica.sync.reason,
      );
    }
  }
  return undefined;
}

function advice(status: string): string {
  return status === 'timeout'
    ? ' The account of the remote secret may lack a right, for example to list secrets: then endpoints flow, but istiod never reports synced.'
    : '';
}

function replicaStatus(
  replica: IstiodReplica,
  target: ClusterState,
): string | undefined {
  if (replica.sync.status === 'unknown') {
    return undefined;
  }
  const ids = clusterIds(target) ?? [];
  const entries = replica.sync.value.filter(({ clusterId }) =>
    ids.includes(clusterId),
  );
  return (
    entries.find(({ status }) => status !== 'synced')?.status ??
    (entries.length === 0 ? 'not registered' : 'synced')
  );
}

function judgeTokens(secrets: readonly RemoteSecret[]): Judgement | undefined {
  for (const { secret, token } of secrets) {
    if (token.status === 'unknown') {
      return unknown(
        `Whether the token of ${secret.name} is accepted`,
        token.reason,
      );
    }
  }
  return undefined;
}

function notSynced(reason: string): Judgement {
  return { verdict: 'not-synced', reason };
}

function unknown(what: string, why: UnknownReason): Judgement {
  return { verdict: 'unknown', reason: unobserved(what, why) };
}

function replicas(state: ClusterState): readonly IstiodReplica[] {
  return state.controlPlanes.status === 'observed'
    ? state.controlPlanes.value.flatMap(plane => plane.replicas)
    : [];
}

function evidence(
  reader: ClusterState,
  target: ClusterState,
  secrets: readonly RemoteSecret[],
): readonly Evidence[] {
  return [
    ...secrets.map(({ secret, clusterId, token }) => ({
      cluster: reader.cluster,
      object: secret,
      field: `data.${clusterId}`,
      value:
        token.status === 'observed' ? `token ${token.value}` : 'token unknown',
      at: token.at,
    })),
    ...replicas(reader).map(replica => ({
      cluster: reader.cluster,
      field: `istiod_remote_cluster_sync_status of ${replica.pod}`,
      value: replicaStatus(replica, target) ?? 'unknown',
      at: replica.sync.at,
    })),
  ];
}
