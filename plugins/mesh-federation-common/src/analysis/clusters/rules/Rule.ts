import type {
  ClusterName,
  ClusterState,
  DiscoveryRelation,
  Finding,
  Timestamp,
  TrustRelation,
} from '../../../model';

/** What every rule may look at. */
export interface RuleInput {
  /** Sorted by name. */
  readonly states: readonly ClusterState[];
  readonly trust: readonly TrustRelation[];
  readonly discovery: readonly DiscoveryRelation[];
  readonly now: Timestamp;
  /**
   * Whether two clusters have to do with each other: they share a federation, or one has a remote
   * secret for the other.
   */
  readonly related: (a: ClusterName, b: ClusterName) => boolean;
  /** The federation of which all these clusters are members, by its name, as part of a sentence. */
  readonly federationOf: (...clusters: readonly ClusterName[]) => string;
  /** Whether two clusters share a federation. */
  readonly federated: (a: ClusterName, b: ClusterName) => boolean;
  /**
   * Whether the first is not synced with the second only because a federation chose a reader
   * without the right to Secrets.
   */
  readonly withoutSecrets: (
    reader: ClusterName,
    target: ClusterName,
  ) => boolean;
}

/**
 * Looks for one kind of trouble. What is unknown gives no finding of trouble; that it is unknown is
 * a finding of its own.
 */
export type Rule = (input: RuleInput) => readonly Finding[];

/** Every unordered pair of related clusters, in order of their names. */
export function relatedPairs(
  input: RuleInput,
): readonly (readonly [ClusterState, ClusterState])[] {
  return input.states.flatMap((a, index) =>
    input.states
      .slice(index + 1)
      .filter(b => input.related(a.cluster, b.cluster))
      .map(b => [a, b] as const),
  );
}
