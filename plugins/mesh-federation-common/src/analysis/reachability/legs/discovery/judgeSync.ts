import {
  type Condition,
  type ControlPlane,
  type Evidence,
  type IstiodReplica,
  type MissingFact,
  type RemoteSecret,
  ISTIO_NAMESPACE,
  SYNC_STATUS,
  podRef,
} from '../../../../model';
import { finding } from '../../../../findings/registry';
import type { ClusterPair } from '../../question/oncePerPair';
import type { LegPart } from '../../parts/conclude';
import { accountEvidence } from './accountEvidence';
import { faultFinding } from './faultFinding';
import { readerOf, type ReaderRights } from './readerOf';
import { secretFault } from '../../../discovery/remoteSecretsFor';
import { missingFact } from '../../lookup/missingFact';
import { conditionOf } from '../../parts/conditionOf';
import { someOf } from '../../../../model/basics/english';

/** Whether one istiod replica has endpoints of the provider. */
type Replica =
  | { readonly kind: 'live' | 'none'; readonly replica: IstiodReplica }
  | {
      readonly kind: 'unknown';
      readonly replica: IstiodReplica;
      readonly missing: MissingFact;
    };

/**
 * What every istiod of the client's cluster has of the provider's endpoints. `synced` stays after
 * the token was rejected or the account's rights were taken away, and the endpoints known then stay
 * too (measured with Istio 1.31): that is a condition, not a cut. `timeout` may have endpoints or
 * not, depending on which right the account lacks.
 */
export function judgeSync(
  input: ClusterPair,
  secrets: readonly RemoteSecret[],
): LegPart {
  const { client, context } = input;
  const planes = planesOf(input);
  const all = planes.flatMap(({ replicas }) => replicas);
  if (all.length === 0) {
    return {
      missing: [
        {
          cluster: client.cluster,
          what: 'what istiod has synced',
          reason: 'no replica of it runs',
          at: client.state.controlPlanes.at,
        },
      ],
    };
  }
  const judged = all.map(replica => judgeReplica(input, secrets, replica));
  const none = judged.filter(({ kind }) => kind === 'none');
  if (none.length === all.length) {
    return {
      findings: [faultFinding(input, secrets, statusOf(all[0]!, secrets))],
    };
  }
  const unknown = judged.flatMap(item =>
    item.kind === 'unknown' ? [item.missing] : [],
  );
  if (unknown.length > 0) {
    return { missing: unknown };
  }
  const works = secrets.filter(
    secret => secretFault(secret, context.now) === undefined,
  );
  const tokens = works.flatMap(({ secret, token }) =>
    token.status === 'unknown'
      ? [missingFact(client.cluster, `token in ${secret.name}`, token)]
      : [],
  );
  const parts = [frozen(input, secrets, works), withoutSecrets(input, secrets)];
  return {
    missing: [...tokens, ...unreadRights(input, works)],
    findings: parts.flatMap(({ findings }) => findings ?? []),
    conditions: [
      ...parts.flatMap(({ conditions }) => conditions ?? []),
      ...(none.length > 0 ? [someReplicas(input, none, all.length)] : []),
    ],
  };
}

function judgeReplica(
  input: ClusterPair,
  secrets: readonly RemoteSecret[],
  replica: IstiodReplica,
): Replica {
  const { client, context } = input;
  if (replica.sync.status === 'unknown') {
    return {
      kind: 'unknown',
      replica,
      missing: missingFact(
        client.cluster,
        `what ${replica.pod} has synced`,
        replica.sync,
      ),
    };
  }
  const status = statusOf(replica, secrets);
  if (status === 'synced') {
    return { kind: 'live', replica };
  }
  const works = secrets.filter(
    secret => secretFault(secret, context.now) === undefined,
  );
  if (status !== 'timeout' || works.length === 0) {
    return { kind: 'none', replica };
  }
  const rights = works.map(secret => readerOf(input, secret));
  if (rights.includes('all-but-secrets')) {
    return { kind: 'live', replica };
  }
  return rights.every(item => item === 'all' || item === 'no-connection')
    ? { kind: 'none', replica }
    : {
        kind: 'unknown',
        replica,
        missing: rightsMissing(input, replica, works),
      };
}

function rightsMissing(
  { client, provider }: ClusterPair,
  { pod, sync }: IstiodReplica,
  secrets: readonly RemoteSecret[],
): MissingFact {
  const subject =
    secrets[0]?.tokenSubject ?? 'the account of the remote secret';
  return {
    cluster: client.cluster,
    what: `endpoints of ${provider.cluster}`,
    reason: `${pod} reports timeout, with which endpoints flow or not, depending on which right ${subject} lacks`,
    at: sync.at,
  };
}

/** The best that a replica says of the ids under which the secrets register. */
function statusOf(
  { sync }: IstiodReplica,
  secrets: readonly RemoteSecret[],
): 'synced' | 'timeout' | 'syncing' | 'not registered' {
  const ids = secrets.map(({ clusterId }) => clusterId);
  const entries =
    sync.status === 'observed'
      ? sync.value.filter(({ clusterId }) => ids.includes(clusterId))
      : [];
  return (
    (['synced', 'timeout', 'syncing'] as const).find(status =>
      entries.some(entry => entry.status === status),
    ) ?? 'not registered'
  );
}

/** MF3020: synced, but there is no more news from there. */
function frozen(
  input: ClusterPair,
  secrets: readonly RemoteSecret[],
  works: readonly RemoteSecret[],
): LegPart {
  const { client, provider, context } = input;
  const readers = works.map(secret => readerOf(input, secret));
  if (works.length > 0 && !readers.every(item => item === 'too-few')) {
    return {};
  }
  const [remoteSecret] = secrets;
  const { secret, clusterId } = remoteSecret!;
  const why =
    secretFault(remoteSecret!, context.now) ??
    'its account lacks rights of the reader role';
  const evidence: readonly Evidence[] = [
    {
      cluster: client.cluster,
      object: secret,
      field: `data.${clusterId}`,
      value: why,
      at: remoteSecret!.token.at,
    },
    ...accountEvidence(input, remoteSecret!),
  ];
  const frozenEndpoints = finding('MF3020', {
    cluster: client.cluster,
    peer: provider.cluster,
    object: secret,
    message: `istiod of ${client.cluster} works with frozen endpoints of ${provider.cluster}: ${why}.`,
    evidence,
  });
  return {
    conditions: [
      conditionOf(
        frozenEndpoints,
        'endpoint',
        `Only endpoints of ${provider.cluster} that istiod of ${client.cluster} already knew: it gets no more changes (${why}), and loses them when it restarts.`,
      ),
    ],
    findings: [frozenEndpoints],
  };
}

/**
 * Whether there is more news hangs on the rights of this plugin's own reader, as far as no other
 * account brings it.
 */
function unreadRights(
  input: ClusterPair,
  works: readonly RemoteSecret[],
): readonly MissingFact[] {
  const { cluster, state } = input.provider;
  const rights = works.map(secret => readerOf(input, secret));
  return state.reader.status === 'unknown' &&
    rights.includes('not-observed') &&
    rights.every(item => item === 'not-observed' || item === 'too-few')
    ? [missingFact(cluster, 'rights of the reader', state.reader)]
    : [];
}

/** MF3016: not synced, and that is all. */
function withoutSecrets(
  input: ClusterPair,
  secrets: readonly RemoteSecret[],
): LegPart {
  const { client, provider } = input;
  const rights: readonly ReaderRights[] = secrets.map(secret =>
    readerOf(input, secret),
  );
  return rights.includes('all-but-secrets')
    ? {
        findings: [
          finding('MF3016', {
            cluster: client.cluster,
            peer: provider.cluster,
            object: secrets[0]!.secret,
            message: `${client.cluster} reads ${provider.cluster} without the right to its Secrets: endpoints flow, but istiod never reports it synced.`,
          }),
        ],
      }
    : {};
}

function someReplicas(
  { client, provider }: ClusterPair,
  none: readonly Replica[],
  total: number,
): Condition {
  const found = finding('MF3012', {
    cluster: client.cluster,
    peer: provider.cluster,
    message: `${someOf({
      count: none.length,
      total,
      what: `replicas of istiod in ${client.cluster}`,
      verb: ['has', 'have'],
    })} not read ${provider.cluster}.`,
    evidence: none.map(({ replica: { pod, sync } }) => ({
      cluster: client.cluster,
      object: podRef({ namespace: ISTIO_NAMESPACE, name: pod }),
      field: SYNC_STATUS,
      value: 'not synced',
      at: sync.at,
    })),
  });
  return conditionOf(
    found,
    'client',
    `Only clients that are connected to an istiod of ${
      client.cluster
    } which knows the endpoints of ${provider.cluster} (${
      total - none.length
    } of ${total}).`,
  );
}

function planesOf({ client }: ClusterPair): readonly ControlPlane[] {
  const { controlPlanes } = client.state;
  return controlPlanes.status === 'observed' ? controlPlanes.value : [];
}
