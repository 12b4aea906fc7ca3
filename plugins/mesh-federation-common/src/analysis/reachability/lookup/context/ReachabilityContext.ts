import type {
  ClusterName,
  DiscoveryRelation,
  Timestamp,
  TrustRelation,
  WitnessContradiction,
} from '../../../../model';
import type { ServiceName } from '../../../../model/cluster/service';
import type { ClusterIndex } from '../ClusterIndex';

/**
 * Everything that an answer is computed from: one index for each cluster, and the verdicts on pairs
 * of clusters.
 *
 * @alpha
 */
export interface ReachabilityContext {
  readonly now: Timestamp;
  /** Sorted. */
  readonly clusters: readonly ClusterName[];
  index(cluster: ClusterName): ClusterIndex | undefined;
  trust(from: ClusterName, to: ClusterName): TrustRelation | undefined;
  discovery(
    reader: ClusterName,
    target: ClusterName,
  ): DiscoveryRelation | undefined;
  /** The federation of which all these clusters are members, by its name, as part of a sentence. */
  federationOf(...clusters: readonly ClusterName[]): string;
  /** What istiod said in the background against answers about a Service. */
  contradictions(service: ServiceName): readonly WitnessContradiction[];
}
