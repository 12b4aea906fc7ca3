import type { ClusterName, Timestamp } from '../basics/identifiers';

/**
 * A named set of member clusters: what somebody wants.
 *
 * @public
 */
export interface Federation {
  /** DNS-1123 label. */
  readonly name: string;
  readonly description?: string;
  /**
   * Sorted, without duplicates. Two or more when it is put; none after all members have left by a
   * run.
   */
  readonly members: readonly ClusterName[];
  readonly reader: ReaderChoice;
  /** 1 when it was created, and one more with each change. */
  readonly version: number;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
  readonly updatedBy: string;
}

/**
 * Whether the reader of a remote secret may read Secrets of the whole remote cluster.
 * `with-secrets`: istiod reports `synced`. `without-secrets`: endpoints flow, but istiod 1.31 never
 * reports `synced`, and its start waits for PILOT_REMOTE_CLUSTER_TIMEOUT.
 *
 * @public
 */
export type ReaderChoice = 'with-secrets' | 'without-secrets';

/**
 * Body of `PUT /federations/{name}`.
 *
 * @public
 */
export interface FederationSpec {
  readonly description?: string;
  readonly members: readonly ClusterName[];
  /** Default `with-secrets`. */
  readonly reader?: ReaderChoice;
  /**
   * The version that was read and is to be changed, 0 for a federation that does not exist yet:
   * the change is refused when it is another one by now. Without, whatever is there is replaced.
   */
  readonly version?: number;
}
