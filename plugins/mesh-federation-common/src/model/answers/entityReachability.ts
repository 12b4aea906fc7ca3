import type { ClusterName, Timestamp } from '../basics/identifiers';
import type { EntityPresence } from './entity';
import type { Finding } from '../basics/finding';
import type {
  ReachabilityClient,
  ReachabilityVerdict,
  ServiceReachability,
  ServiceReachabilityFilter,
} from './reachability';
import type { ClientState } from './clientState';
import type { ServiceVerdict } from './serviceVerdict';

/**
 * Verdict on something that is needed, or on a part: that of the worst cluster. `partly`: some
 * requests get through, and not those of every workload to every port and provider.
 *
 * @public
 */
export type NeedVerdict = ReachabilityVerdict | 'partly' | 'no-service';

/**
 * What the entity's workloads in one cluster get from what it needs.
 *
 * @public
 */
export interface NeedFrom {
  readonly cluster: ClusterName;
  readonly verdict: Exclude<NeedVerdict, 'no-service'>;
  /** That of the cell that decides, which the fields below name. */
  readonly summary: string;
  readonly client: ReachabilityClient;
  readonly service: { readonly namespace: string; readonly name: string };
  readonly port: number;
  readonly provider: ClusterName;
  /** The entity whose Service it is; its page has the cell. */
  readonly entityRef?: string;
  /** What breaks the cell first, with its fix. */
  readonly finding?: Finding;
}

/**
 * Something the entity says that it needs, against what its workloads can reach.
 *
 * @public
 */
export interface EntityNeed {
  readonly entityRef: string;
  readonly relation: 'dependsOn' | 'consumesApi';
  readonly verdict: NeedVerdict;
  readonly summary: string;
  /** One for each cluster in which the entity runs. */
  readonly from: readonly NeedFrom[];
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
 * Query parameters of the reachability of an entity.
 *
 * @public
 */
export interface EntityReachabilityFilter extends ServiceReachabilityFilter {
  /** One Service of the entity alone: `namespace/name`. */
  readonly service?: string;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
  /** At most so many Services, 100 at the most, which is the default. */
  readonly limit?: number;
  /** Words that a Service's namespace and name, or one of its ports, contain in any case. */
  readonly search?: string;
  /** Services with a port that comes to this. */
  readonly verdict?: ServiceVerdict;
  /** Default: `worst`, those of one verdict by name. */
  readonly order?: 'worst' | 'name';
}

/**
 * What all Services of an entity come to that the filter lets pass, those of other pages as well.
 *
 * @public
 */
export interface ReachabilitySurvey {
  readonly services: number;
  /**
   * Services that were not judged, because there are too many: nothing is known of them, and
   * nothing may be shown as good. Each can be asked for by its name.
   */
  readonly unexamined: number;
  /** How many Services and ports come to what, worst first; none of a verdict is left out. */
  readonly verdicts: readonly {
    readonly verdict: ServiceVerdict;
    readonly count: number;
  }[];
  /**
   * What each client cluster reaches worst, worst first; none when no Service has endpoints. Never
   * better than `partly` when something was not judged.
   */
  readonly clients: readonly {
    readonly cluster: ClusterName;
    readonly state: ClientState;
  }[];
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
  /** A page of the Services and ports of the entity, in the order that was asked for. */
  readonly items: readonly ServiceReachability[];
  readonly survey: ReachabilitySurvey;
  /**
   * How many Services `search` and `verdict` find among those that were judged; absent without
   * them.
   */
  readonly found?: number;
  /** For the next page; absent with the last. */
  readonly nextCursor?: string;
  /** Needed and broken first. */
  readonly needs: readonly EntityNeed[];
  readonly undeclared: readonly UndeclaredReach[];
  /**
   * Services of catalog entities that were not looked at for `undeclared`, because there are too
   * many; absent when all were.
   */
  readonly undeclaredUnexamined?: number;
  /**
   * Entities whose Kubernetes annotation cannot be read, so that Services of theirs are not among
   * `undeclared`; absent when all were read.
   */
  readonly undeclaredUnread?: number;
  /** Components of a System, worst first, as many as are shown; empty for other kinds. */
  readonly parts: readonly {
    readonly entityRef: string;
    readonly verdict: NeedVerdict;
    readonly summary: string;
  }[];
  /** How many components more come to what, worst first; absent when none is left out. */
  readonly partsLeftOut?: readonly {
    readonly verdict: NeedVerdict;
    readonly count: number;
  }[];
  /** The cluster whose endpoints were left out, when that was asked for. */
  readonly without?: ClusterName;
  readonly at?: Timestamp;
}
