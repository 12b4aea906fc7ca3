import type { ClusterName } from '../basics/identifiers';
import type { Workload } from '../cluster/cluster';
import type { ServiceName } from '../cluster/service';

/**
 * A catalog entity, and the refs of those who own it, sorted.
 *
 * @public
 */
export interface AffectedEntity {
  readonly entityRef: string;
  readonly owners: readonly string[];
}

/**
 * A workload with proxies that do not ask for foreign roots: other clusters refuse its requests,
 * and it refuses theirs, until it is restarted.
 *
 * @public
 */
export interface AffectedWorkload
  extends Pick<Workload, 'kind' | 'namespace' | 'name'> {
  readonly cluster: ClusterName;
  /** Proxies that do not ask. */
  readonly proxies: number;
  /** Services that select its Pods, sorted. */
  readonly services: readonly ServiceName[];
  /** Entities to which these Services belong, sorted; those that the reader may see. */
  readonly entities: readonly AffectedEntity[];
}

/**
 * A Service that runs in some members and not in all: whoever leaves loses it, or takes it away.
 *
 * @public
 */
export interface AffectedService {
  readonly service: ServiceName;
  /** Members in which an endpoint of it is ready, sorted; never empty. */
  readonly clusters: readonly ClusterName[];
  readonly entities: readonly AffectedEntity[];
}

/**
 * Answer of `GET /federations/{name}/affected`: who notices when the members join or leave, as far
 * as it is known now.
 *
 * @public
 */
export interface AffectedByFederation {
  /** Sorted by cluster, namespace and name. */
  readonly workloads: readonly AffectedWorkload[];
  /** Those that belong to an entity first, then by namespace and name. */
  readonly services: readonly AffectedService[];
  /** How many more there are of each: answers have a limit. */
  readonly omitted: { readonly workloads: number; readonly services: number };
  /** Members of which something needed was not observed, so that more may be affected. */
  readonly unknown: readonly {
    readonly cluster: ClusterName;
    readonly reason: string;
  }[];
  /**
   * How many entities have a Kubernetes annotation that cannot be read: what is listed without an
   * entity may be theirs.
   */
  readonly unreadEntities: number;
}
