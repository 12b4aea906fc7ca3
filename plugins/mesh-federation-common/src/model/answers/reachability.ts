import type { Evidence, Finding, FindingCode } from '../basics/finding';
import type { Confirmation } from './testimony';
import type {
  ClusterName,
  Fingerprint,
  ObjectRef,
  Timestamp,
} from '../basics/identifiers';

/**
 * The six legs in the order in which the first broken one is named.
 *
 * @public
 */
export const LEGS = [
  'identity',
  'discovery',
  'naming',
  'path',
  'policy',
  'traffic',
] as const;

/** @public */
export type LegName = (typeof LEGS)[number];

/** @public */
export type LegStatus = 'satisfied' | 'violated' | 'unknown';

/**
 * Something that decides and was not observed.
 *
 * @public
 */
export interface MissingFact {
  readonly cluster: ClusterName;
  /** For example `PeerAuthentications`. */
  readonly what: string;
  readonly reason: string;
  readonly at: Timestamp;
}

/**
 * Which requests or which clients pass, when not all do.
 *
 * @public
 */
export interface Condition {
  readonly on: 'request' | 'client' | 'endpoint';
  /** One sentence, for example `Only with method GET.`. */
  readonly text: string;
  /** Objects and fields that say so. */
  readonly evidence: readonly Evidence[];
  /** What keeps the others out, with its fix, as a warning. */
  readonly finding: Finding;
}

/**
 * One leg's answer. `unknown` has at least one missing fact, or something unread; `violated` at
 * least one finding of severity error.
 *
 * @public
 */
export interface LegResult {
  readonly leg: LegName;
  readonly status: LegStatus;
  /** One sentence. */
  readonly summary: string;
  /** What broke the leg, worst first; warnings may accompany a satisfied leg. */
  readonly findings: readonly Finding[];
  readonly missing: readonly MissingFact[];
  readonly conditions: readonly Condition[];
  /** The facts it rests on: object, field, value, cluster, age. */
  readonly evidence: readonly Evidence[];
  /**
   * What the answer takes for granted, or what makes it hold only as things are now; nothing that
   * could undo it.
   */
  readonly doubts: readonly string[];
  /** What was recognized and not interpreted: it could undo what was read. */
  readonly unread: readonly Unread[];
  /** Set where no request goes to the endpoints while nearer ones are healthy. */
  readonly standby?: Standby;
}

/**
 * Something that was recognized and is not interpreted, and can change what happens to requests.
 *
 * @public
 */
export interface Unread {
  /** Whose proxies it is for. */
  readonly at: 'client' | 'gateway' | 'server';
  /** One sentence, for example `EnvoyFilter shop/limits in east selects the client.`. */
  readonly text: string;
}

/**
 * What makes endpoints wait for others: `locality`, the regions and zones of client and endpoints
 * (with outlier detection); `failover-priority`, labels that a DestinationRule or the mesh config
 * lists; `traffic-distribution`, the Service or its namespace.
 *
 * @public
 */
export type StandbyRule =
  | 'locality'
  | 'failover-priority'
  | 'traffic-distribution';

/**
 * Endpoints that the client knows and sends nothing to, because others are nearer.
 *
 * @public
 */
export interface Standby {
  /** Clusters to whose endpoints the requests go, the nearest first. */
  readonly nearer: readonly ClusterName[];
  readonly rule: StandbyRule;
  /** Objects and fields that say so. */
  readonly because: readonly Evidence[];
  /**
   * When requests come here: when too few of the nearer endpoints are ready, or also when they are
   * ejected because they answer with errors.
   */
  readonly takesOver: 'when-not-ready' | 'when-not-ready-or-ejected';
}

/**
 * `reachable`: all legs are satisfied without condition. `standby`: satisfied, but no request goes
 * there while nearer endpoints are healthy. `conditional`: satisfied, but not for every request,
 * client or endpoint. `blocked`: a leg is violated. `unknown`: none is violated, but something that
 * decides was not observed.
 *
 * @public
 */
export type ReachabilityVerdict =
  | 'reachable'
  | 'standby'
  | 'conditional'
  | 'blocked'
  | 'unknown';

/**
 * How a request gets to the provider's endpoints.
 *
 * @public
 */
export type ReachabilityPath =
  | { readonly kind: 'local' }
  | { readonly kind: 'direct'; readonly network: string }
  | {
      readonly kind: 'gateway';
      readonly network: string;
      readonly gateways: readonly {
        readonly object?: ObjectRef;
        readonly address: string;
        readonly port: number;
      }[];
    }
  | { readonly kind: 'none' | 'unknown' };

/**
 * How the connection is protected, as far as the provider's endpoint sees it.
 *
 * @public
 */
export type ReachabilitySecurity =
  | {
      readonly kind: 'mutual-tls';
      /**
       * Root by which the client verifies the server, and by which the server verifies the client.
       */
      readonly clientVerifiesBy?: Fingerprint;
      readonly serverVerifiesBy?: Fingerprint;
      /** SPIFFE ids of the server's workloads, sorted. */
      readonly serverIdentities: readonly string[];
      /** SPIFFE id of the client, when one client was asked for. */
      readonly clientIdentity?: string;
      /** The server takes plaintext as well (PERMISSIVE). */
      readonly plaintextAccepted: boolean;
    }
  | { readonly kind: 'plaintext' | 'none' | 'unknown' };

/**
 * The client: any with a sidecar in the cluster, or those of a namespace, or those of one workload.
 *
 * @public
 */
export interface ReachabilityClient {
  readonly cluster: ClusterName;
  readonly namespace?: string;
  /** Name of the Deployment, StatefulSet, DaemonSet or Pod; needs `namespace`. */
  readonly workload?: string;
}

/** @public */
export interface ReachabilityQuery {
  readonly client: ReachabilityClient;
  readonly provider: ClusterName;
  readonly service: { readonly namespace: string; readonly name: string };
  /** Number of the Service's port. */
  readonly port: number;
}

/**
 * One cell: can the client's requests to the Service arrive at the provider cluster's endpoints?
 *
 * @public
 */
export interface ReachabilityCell {
  readonly client: ReachabilityClient;
  readonly provider: ClusterName;
  readonly port: number;
  readonly verdict: ReachabilityVerdict;
  /** One sentence: the first cause, what is missing, the condition, or the path. */
  readonly summary: string;
  /** The first broken leg in the order of the legs. */
  readonly firstBroken?: { readonly leg: LegName; readonly code: FindingCode };
  /**
   * Blocked, and nothing in the provider's cluster could answer: no endpoint is there, or none is
   * ready. While another provider has endpoints, nothing is sent there.
   */
  readonly idle?: true;
  /** With verdict `standby`: what is nearer, by which rule, and when requests come here. */
  readonly standby?: Standby;
  readonly path: ReachabilityPath;
  readonly security: ReachabilitySecurity;
  readonly conditions: readonly Condition[];
  /**
   * What the answer takes for granted, or what makes it hold only as things are now; nothing that
   * could undo it.
   */
  readonly doubts: readonly string[];
  /** Age of the oldest fact used. */
  readonly at: Timestamp;
}

/**
 * What the objects say that were read.
 *
 * @public
 */
export type ReadVerdict = Pick<
  ReachabilityCell,
  'verdict' | 'summary' | 'security' | 'firstBroken' | 'idle' | 'standby'
>;

/**
 * A cell with its explanation: all six legs, in order.
 *
 * @public
 */
export interface Reachability extends ReachabilityCell {
  readonly service: { readonly namespace: string; readonly name: string };
  readonly legs: readonly LegResult[];
  /** What was recognized and not interpreted, of all legs. */
  readonly unread: readonly Unread[];
  /**
   * The verdict once istiod vouches for it. Present where the verdict is `unknown` although all
   * that decides was observed: something is not interpreted, or istiod contradicted the answer when
   * it was asked in the background.
   */
  readonly ifConfirmed?: ReadVerdict;
  /** What istiod says of it; absent when it was not asked. */
  readonly confirmation?: Confirmation;
}

/**
 * Query parameters of the reachability operations. With both `from` and `to` each item brings its
 * full explanation.
 *
 * @public
 */
export interface ReachabilityFilter {
  /** Client cluster. */
  readonly from?: string;
  /** Provider cluster. */
  readonly to?: string;
  /** Number of the Service's port. */
  readonly port?: number;
  /** Refines the client. */
  readonly clientNamespace?: string;
  /** Refines the client further: name of the workload; needs `clientNamespace`. */
  readonly clientWorkload?: string;
}

/**
 * Query parameters of the question about a Service.
 *
 * @public
 */
export interface ServiceReachabilityFilter extends ReachabilityFilter {
  /** What would be so if no endpoint of this cluster were there. */
  readonly without?: string;
}

/**
 * One Service and port with all its cells.
 *
 * @public
 */
export interface ServiceReachability {
  readonly service: { readonly namespace: string; readonly name: string };
  readonly port: { readonly name?: string; readonly number: number };
  /** Rows and columns: all clusters, sorted. */
  readonly clusters: readonly ClusterName[];
  /**
   * Clusters in which the Service has endpoints or a selector, and those of which it is not known.
   * Sorted.
   */
  readonly providers: readonly ClusterName[];
  /** For each client cluster and provider, sorted by client, then provider. */
  readonly cells: readonly ReachabilityCell[];
  /** Only when both `from` and `to` were asked for. */
  readonly explanation?: Reachability;
}

/**
 * Answer of `GET /services/{namespace}/{name}/reachability`.
 *
 * @public
 */
export interface ServiceReachabilityAnswer {
  /** One for each port, by number. */
  readonly items: readonly ServiceReachability[];
  /**
   * Clusters whose Services were not observed and which may have the Service as well; absent when
   * there are none.
   */
  readonly missing?: readonly MissingFact[];
  /** The cluster whose endpoints were left out, when that was asked for. */
  readonly without?: ClusterName;
  /** Age of the oldest cluster state used. */
  readonly at: Timestamp;
}
