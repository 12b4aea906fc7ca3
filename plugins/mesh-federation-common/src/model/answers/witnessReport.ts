import type { ClusterName, Timestamp } from '../basics/identifiers';
import type { Finding } from '../basics/finding';
import type { ReachabilityClient, ReachabilityVerdict } from './reachability';
import type { WitnessProblem } from './testimony';

/**
 * How many answers istiod confirmed, contradicted, or could not tell anything about.
 *
 * @public
 */
export interface WitnessCounts {
  readonly confirmed: number;
  readonly contradicted: number;
  readonly unconfirmed: number;
}

/**
 * An answer that istiod contradicts: what the objects say, and in the finding what istiod says.
 *
 * @public
 */
export interface WitnessContradiction {
  readonly client: ReachabilityClient;
  readonly provider: ClusterName;
  readonly service: { readonly namespace: string; readonly name: string };
  readonly port: number;
  /** By the objects alone. */
  readonly verdict: ReachabilityVerdict;
  /** By the objects alone, one sentence. */
  readonly summary: string;
  readonly finding: Finding;
  readonly at: Timestamp;
}

/**
 * What came of asking istiod about the clients of one cluster.
 *
 * @public
 */
export interface WitnessOfCluster {
  readonly cluster: ClusterName;
  /** Workloads whose proxies were asked about. */
  readonly asked: number;
  /** Workloads with a sidecar. */
  readonly workloads: number;
  readonly counts: WitnessCounts;
  /** By the cluster that provides the Service, sorted. */
  readonly providers: readonly {
    readonly cluster: ClusterName;
    readonly counts: WitnessCounts;
  }[];
  /** When the workload was asked about that was asked about least recently. */
  readonly oldest?: Timestamp;
  /** Why the newest question got no answer; absent when it got one. */
  readonly problem?: WitnessProblem;
}

/**
 * What istiod, the second witness, made of the answers about all workloads, asked in the
 * background.
 *
 * @public
 */
export interface WitnessReport {
  /** False when the configuration says that istiod is not asked. */
  readonly enabled: boolean;
  /** Sorted by cluster. */
  readonly clusters: readonly WitnessOfCluster[];
  /** Newest first, at most 100. */
  readonly contradictions: readonly WitnessContradiction[];
  /** How many more there are. */
  readonly contradictionsLeftOut: number;
}
