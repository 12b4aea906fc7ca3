import type { ClusterName } from '../basics/identifiers';
import type { Finding, Severity } from '../basics/finding';
import type { DiscoveryRelation, TrustRelation } from './trust';
import type { ClusterOverview } from './overview';

/**
 * Where an entity runs. `unknown` when the cluster's Services were not observed.
 *
 * @public
 */
export interface EntityPresence {
  readonly cluster: ClusterName;
  readonly presence: 'present' | 'absent' | 'unknown';
  readonly services: readonly {
    readonly namespace: string;
    readonly name: string;
  }[];
  /** How many more Services there are in the cluster; absent when all are named. */
  readonly unnamed?: number;
  readonly reason?: string;
}

/**
 * A workload of somebody's entity as a client; the whole namespace where it has many workloads.
 *
 * @public
 */
export interface OwnClient {
  readonly entityRef: string;
  readonly namespace: string;
  readonly workload?: string;
}

/**
 * Answer of `GET /entities/by-name/{kind}/{namespace}/{name}/mesh`.
 *
 * @public
 */
export interface EntityMesh {
  readonly entityRef: string;
  /** How Services were matched; `none` when the entity has no Kubernetes annotation. */
  readonly matchedBy: 'kubernetes-id' | 'label-selector' | 'cluster' | 'none';
  readonly presence: readonly EntityPresence[];
  readonly clusters: readonly ClusterOverview[];
  /** Relations from and to clusters where the entity is present, those of bad pairs first. */
  readonly trust: readonly TrustRelation[];
  readonly discovery: readonly DiscoveryRelation[];
  readonly findings: readonly Finding[];
  /**
   * Workloads of the other components that the signed-in person owns, a few of them: the first is
   * whose requests that person asks about as a rule. Empty for a service.
   */
  readonly ownClients: readonly OwnClient[];
  /** What an answer has no room for; absent when it holds all. */
  readonly leftOut?: EntityMeshRest;
}

/**
 * How much an answer leaves out. Nothing of it is worse than what the answer holds.
 *
 * @public
 */
export interface EntityMeshRest {
  /** Pairs of clusters, of which neither trust nor discovery is told in either direction. */
  readonly pairs: number;
  /** How many of these pairs verify and discover each other. */
  readonly joinedPairs: number;
  readonly findings: Readonly<Record<Severity, number>>;
}
