import type { ClusterName, Timestamp } from '../basics/identifiers';
import type { EntityPresence } from './entity';
import type { ReachabilityVerdict, ServiceReachability } from './reachability';

/**
 * Something the entity says that it needs, against what its workloads can reach.
 *
 * @public
 */
export interface EntityNeed {
  readonly entityRef: string;
  readonly relation: 'dependsOn' | 'consumesApi';
  readonly verdict: ReachabilityVerdict | 'no-service';
  readonly summary: string;
  /** One for each cluster in which the entity runs: the best answer of any provider. */
  readonly from: readonly {
    readonly cluster: ClusterName;
    readonly verdict: ReachabilityVerdict;
    readonly summary: string;
    readonly service: { readonly namespace: string; readonly name: string };
    readonly port: number;
    readonly provider?: ClusterName;
  }[];
}

/**
 * A Service that the entity's workloads can reach and that it does not declare.
 *
 * @public
 */
export interface UndeclaredReach {
  readonly service: { readonly namespace: string; readonly name: string };
  /** The catalog entity that matches the Service, when the reader may see it. */
  readonly entityRef?: string;
  readonly from: readonly ClusterName[];
}

/**
 * Answer of `GET /entities/by-name/{kind}/{namespace}/{name}/reachability`.
 *
 * @public
 */
export interface EntityReachability {
  readonly entityRef: string;
  readonly matchedBy: 'kubernetes-id' | 'label-selector' | 'cluster' | 'none';
  readonly presence: readonly EntityPresence[];
  /** Services and ports of the entity, sorted. */
  readonly items: readonly ServiceReachability[];
  /** Needed and broken first. */
  readonly needs: readonly EntityNeed[];
  readonly undeclared: readonly UndeclaredReach[];
  /**
   * Services of catalog entities that were not looked at for `undeclared`, because there are too
   * many; absent when all were.
   */
  readonly undeclaredUnexamined?: number;
  /** Components of a System, worst first; empty for other kinds. */
  readonly parts: readonly {
    readonly entityRef: string;
    readonly verdict: ReachabilityVerdict | 'no-service';
    readonly summary: string;
  }[];
  readonly at?: Timestamp;
}
