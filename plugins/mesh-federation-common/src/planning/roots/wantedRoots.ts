import { isValidAt, ownRoots } from '../../analysis/trust/ownRoots';
import type {
  Certificate,
  ClusterName,
  ClusterState,
  Federation,
  ForeignRoot,
  Timestamp,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';

/** Foreign roots that a cluster is to trust. */
export interface WantedRoots {
  /** Of the other members of all of its federations, sorted by fingerprint. */
  readonly roots: readonly ForeignRoot[];
  /** Members whose roots are not known: nothing may be dropped that could be theirs. Sorted. */
  readonly unknownMembers: readonly ClusterName[];
}

/** Names of the federations that a cluster is a member of, sorted. */
export function federationsOf(
  cluster: ClusterName,
  federations: readonly Federation[],
): readonly string[] {
  return federations
    .filter(({ members }) => members.includes(cluster))
    .map(({ name }) => name)
    .sort(compareStrings);
}

/** Names of the federations that have both clusters as members, sorted. */
export function sharedFederations(
  a: ClusterName,
  b: ClusterName,
  federations: readonly Federation[],
): readonly string[] {
  return federationsOf(
    a,
    federations.filter(({ members }) => members.includes(b)),
  );
}

/**
 * The union over all federations of `cluster` of the roots of their other members, without its own
 * and without those that are not valid. A root that several members share is listed under the first
 * of them by name.
 */
export function wantedRoots(options: {
  readonly cluster: ClusterName;
  readonly federations: readonly Federation[];
  readonly states: readonly ClusterState[];
  readonly now: Timestamp;
}): WantedRoots {
  const { cluster, federations, states, now } = options;
  const peers = [
    ...new Set(
      federations
        .filter(({ members }) => members.includes(cluster))
        .flatMap(({ members }) => members),
    ),
  ]
    .filter(peer => peer !== cluster)
    .sort(compareStrings);
  const own = rootsOf(cluster, states) ?? [];
  const roots = new Map<string, ForeignRoot>();
  const unknownMembers: ClusterName[] = [];
  for (const peer of peers) {
    const theirs = rootsOf(peer, states);
    if (theirs === undefined) {
      unknownMembers.push(peer);
    }
    for (const certificate of theirs ?? []) {
      const { fingerprint } = certificate;
      const isOwn = own.some(root => root.fingerprint === fingerprint);
      if (!isOwn && !roots.has(fingerprint) && isValidAt(certificate, now)) {
        roots.set(fingerprint, { cluster: peer, certificate });
      }
    }
  }
  return {
    roots: [...roots.values()].sort((a, b) =>
      compareStrings(a.certificate.fingerprint, b.certificate.fingerprint),
    ),
    unknownMembers,
  };
}

function rootsOf(
  cluster: ClusterName,
  states: readonly ClusterState[],
): readonly Certificate[] | undefined {
  const state = states.find(candidate => candidate.cluster === cluster);
  return state && ownRoots(state);
}
