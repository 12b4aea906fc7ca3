import type {
  ClusterName,
  Fingerprint,
  Timestamp,
} from '../basics/identifiers';
import type { Evidence } from '../basics/finding';

/**
 * Directed: does `from` verify certificates of `to`? `verified`: every root of `to` is trusted.
 * `verified-by-overlap`: some roots of `to` are (a rotation is under way). `one-way`: `from`
 * verifies `to`, but `to` is known not to verify `from`, so that mutual TLS fails. `broken`: no
 * root of `to` is trusted, or the exchange cannot work. `unknown`: something needed was not
 * observed.
 *
 * @public
 */
export type TrustVerdict =
  | 'verified'
  | 'verified-by-overlap'
  | 'one-way'
  | 'broken'
  | 'unknown';

/** @public */
export interface TrustRelation {
  readonly from: ClusterName;
  readonly to: ClusterName;
  readonly verdict: TrustVerdict;
  /**
   * The root of `to` by which `from` verifies it (the first that both hold); absent when there is
   * none.
   */
  readonly root?: Fingerprint;
  /** One sentence: why this verdict. */
  readonly reason: string;
  /** No federation has both clusters: that they are not joined is how it is meant. */
  readonly apart?: true;
  /**
   * Proxies of `from` that run without the XDS agent flag and so do not see foreign roots; absent
   * when not observed.
   */
  readonly proxiesToRestart?: number;
  readonly evidence: readonly Evidence[];
  /** Age of the oldest fact used. */
  readonly at: Timestamp;
}

/**
 * Directed: does every istiod of `in` read the API server of `for`?
 *
 * @public
 */
export type DiscoveryVerdict = 'synced' | 'not-synced' | 'absent' | 'unknown';

/** @public */
export interface DiscoveryRelation {
  /** The cluster whose istiod reads. */
  readonly in: ClusterName;
  /** The cluster that is read. */
  readonly for: ClusterName;
  readonly verdict: DiscoveryVerdict;
  readonly secret?: string;
  readonly tokenExpiresAt?: Timestamp;
  readonly reason: string;
  /** No federation has both clusters: that they are not joined is how it is meant. */
  readonly apart?: true;
  readonly evidence: readonly Evidence[];
  readonly at: Timestamp;
}

/** @public */
export interface TrustReport {
  readonly clusters: readonly ClusterName[];
  /** One for each ordered pair, sorted by `from`, then `to`. */
  readonly trust: readonly TrustRelation[];
  /** One for each ordered pair, sorted by `in`, then `for`. */
  readonly discovery: readonly DiscoveryRelation[];
}

/**
 * Answer of `GET /trust`: all clusters, and a page of what is between them. Trust and discovery are
 * of the same ordered pairs.
 *
 * @public
 */
export interface TrustPage extends TrustReport {
  /** Gives the next page; absent on the last one. */
  readonly nextCursor?: string;
  /** How many ordered pairs follow this page; absent when none does. */
  readonly leftOut?: number;
}
