import {
  ROOT_ENDS_SOON_MS,
  optional,
  renewBeforeMs,
  shortFingerprint,
  type ClusterName,
  type ClusterOverview,
  type EntityMesh,
  type Finding,
  type RemoteSecret,
  type Timestamp,
  type TrustRelation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { isRevoked } from './isRevoked';
import { discoveryStatus, trustStatus } from '../trust/relationStatus';
import { peersOf, type Peer } from '../peers/peersOf';

/** Another cluster, and what is known between it and this one. */
export interface ClusterPeer extends Peer {
  /** Absent when the reader may not see the list of clusters. */
  readonly overview?: ClusterOverview;
}

export interface ClusterRemoteSecret {
  readonly secret: RemoteSecret;
  /** The cluster to which it leads; absent when no known cluster has its id. */
  readonly peer?: ClusterPeer;
}

/** What there is to say of one cluster. */
export interface ClusterMesh {
  readonly overview: ClusterOverview;
  /**
   * `silent`: it does not answer now, and `factsAt` tells how old the facts are. `unknown`: it
   * never answered.
   */
  readonly liveness: 'answers' | 'silent' | 'unknown';
  /** Those with trouble first. */
  readonly peers: readonly ClusterPeer[];
  /** How many peers there are, those that the answer leaves out as well. */
  readonly peerCount: number;
  /** What the answer has no room for; absent when it holds all. */
  readonly leftOut?: EntityMesh['leftOut'];
  /** Peers that verify this cluster and are verified by it. */
  readonly trustedPeers: number;
  readonly remoteSecrets: readonly ClusterRemoteSecret[];
  readonly findings: readonly Finding[];
  /** Which of its roots, and of the tokens that it uses, expires first. */
  readonly endsFirst?: {
    readonly kind: 'root' | 'token';
    readonly name: string;
    readonly at: Timestamp;
    /** How long before it counts as soon. */
    readonly soonMs: number;
  };
}

function isTrusted(relation: TrustRelation | undefined): boolean {
  return (
    relation?.verdict === 'verified' ||
    relation?.verdict === 'verified-by-overlap'
  );
}

/** 0: something is broken, 1: something is not known or not whole, 2: all is well. */
function rankPeer({ verifies, verifiedBy, reads, readBy }: ClusterPeer) {
  const tones = [
    ...[verifies, verifiedBy].map(trustStatus),
    ...[reads, readBy].map(discoveryStatus),
  ].map(({ tone }) => tone);
  if (tones.includes('danger')) return 0;
  return tones.every(tone => tone === 'success') ? 2 : 1;
}

function rankedPeers(
  name: ClusterName,
  mesh: EntityMesh,
  clusters: readonly ClusterOverview[],
): readonly ClusterPeer[] {
  return peersOf(name, mesh)
    .map(peer => ({
      ...peer,
      overview: clusters.find(({ cluster }) => cluster.name === peer.name),
    }))
    .sort((a, b) => rankPeer(a) - rankPeer(b));
}

function peerOfSecret(
  { secret, clusterId }: RemoteSecret,
  peers: readonly ClusterPeer[],
): ClusterPeer | undefined {
  return (
    peers.find(({ reads }) => reads?.secret === secret.name) ??
    peers.find(({ overview }) =>
      overview?.controlPlanes.some(plane => plane.clusterId === clusterId),
    )
  );
}

function endsFirst({
  roots,
  remoteSecrets,
}: ClusterOverview): ClusterMesh['endsFirst'] {
  const ends = [
    ...roots.map(({ notAfter, fingerprint }) => ({
      kind: 'root' as const,
      name: shortFingerprint(fingerprint),
      at: notAfter,
      soonMs: ROOT_ENDS_SOON_MS,
    })),
    ...remoteSecrets
      .filter(remoteSecret => !isRevoked(remoteSecret))
      .flatMap(remoteSecret =>
        remoteSecret.tokenExpiresAt
          ? [
              {
                kind: 'token' as const,
                name: remoteSecret.secret.name,
                at: remoteSecret.tokenExpiresAt,
                soonMs: renewBeforeMs(remoteSecret),
              },
            ]
          : [],
      ),
  ];
  return ends.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}

function livenessOf({
  reachable,
  factsAt,
}: ClusterOverview): ClusterMesh['liveness'] {
  if (reachable.status === 'observed') return 'answers';
  return factsAt ? 'silent' : 'unknown';
}

/**
 * Puts together what is known of the cluster that an entity stands for. `clusters` are those that
 * the reader may see; titles and links of the peers come from them. Undefined when the inventory
 * has no such cluster.
 */
export function buildClusterMesh(
  mesh: EntityMesh,
  clusters: readonly ClusterOverview[],
): ClusterMesh | undefined {
  const [overview] = mesh.clusters;
  if (mesh.presence.length === 0 || !overview) return undefined;
  const peers = rankedPeers(overview.cluster.name, mesh, clusters);
  const first = endsFirst(overview);
  const { leftOut } = mesh;
  const trusted = peers.filter(
    peer => isTrusted(peer.verifies) && isTrusted(peer.verifiedBy),
  );
  return {
    overview,
    liveness: livenessOf(overview),
    peers,
    peerCount: peers.length + (leftOut?.pairs ?? 0),
    trustedPeers: trusted.length + (leftOut?.joinedPairs ?? 0),
    remoteSecrets: overview.remoteSecrets.map(secret => ({
      secret,
      peer: peerOfSecret(secret, peers),
    })),
    findings: mesh.findings,
    ...optional({ endsFirst: first, leftOut }),
  };
}
