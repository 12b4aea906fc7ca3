import type {
  EastWestGateway,
  RemoteSecret,
  Workload,
} from '../cluster/cluster';
import type { ApprovalRequest, PlanDecline } from './approval';
import type { FieldChoice } from '../basics/fieldChoice';
import type { Federation, ReaderChoice } from './federation';
import type { Manifest } from '../basics/manifest';
import type { Finding } from '../basics/finding';
import type {
  ClusterId,
  ClusterName,
  ObjectRef,
  Timestamp,
} from '../basics/identifiers';
import type { Certificate } from '../cluster/certificate';
import type { RunOutcome, RunStatus } from './runStatus';
import type { ControlPlane } from '../cluster/controlPlane';

/**
 * Body of `POST /federations/{name}/plans`.
 *
 * @public
 */
export type PlanRequest =
  | {
      readonly kind: 'join';
      /**
       * Restart workloads whose proxies lack the XDS agent flag. Default false: they are only
       * listed.
       */
      readonly restartWorkloads?: boolean;
      /** For fields that others own; without a choice they block the plan. */
      readonly fields?: readonly FieldChoice[];
    }
  | {
      readonly kind: 'leave';
      /** Members that leave; default all. */
      readonly clusters?: readonly ClusterName[];
      /** Leave the two flags on istiod, so that it is not rolled. Default false. */
      readonly keepFlags?: boolean;
      /** For fields that others own; without a choice they block the plan. */
      readonly fields?: readonly FieldChoice[];
    };

/** @public */
export interface StepBase {
  /** Stable and readable: `<type>:<cluster>` or `<type>:<cluster>:<peer>` (or revision). */
  readonly id: string;
  readonly cluster: ClusterName;
  /** Steps that must have succeeded before. Sorted. */
  readonly dependsOn: readonly string[];
}

/**
 * A root of another member.
 *
 * @public
 */
export interface ForeignRoot {
  readonly cluster: ClusterName;
  readonly certificate: Certificate;
}

/**
 * A workload of which the proxies are to be replaced.
 *
 * @public
 */
export type WorkloadToRestart = Pick<
  Workload,
  'kind' | 'namespace' | 'name' | 'proxies'
>;

/**
 * What is to be done, as data. Rendering turns a step into objects.
 *
 * @public
 */
export type Step = StepBase &
  (
    | {
        /**
         * Write the list of foreign roots. Where: our own shared ConfigMap, a list that somebody
         * else's mesh config already has, or Secret cacerts.
         */
        readonly type: 'trust-roots';
        readonly target:
          | { readonly kind: 'own'; readonly configMap: ObjectRef }
          | {
              /** The ConfigMap's text, edited where it is, in which everything else stays. */
              readonly kind: 'foreign';
              readonly configMap: ObjectRef;
              readonly resourceVersion: string;
              /** Of that text only `caCertificates` and the proxy flag. */
              readonly yaml: string;
            }
          | {
              readonly kind: 'cacerts';
              /** Empty when an earlier step of the plan writes the Secret. */
              readonly resourceVersion: string;
              /** The certificates of `root-cert.pem` and nothing else of it. */
              readonly rootPem: string;
            };
        /**
         * All foreign roots wanted afterwards, sorted by fingerprint. Empty on the last leave: the
         * list goes. A root that somebody else put there is kept, under the cluster's own name when
         * nobody knows whose it is.
         */
        readonly roots: readonly ForeignRoot[];
        /** Roots there before, for the diff and for removal. */
        readonly before: readonly Certificate[];
        /** Federations that this cluster is a member of afterwards, sorted: the labels. */
        readonly federations: readonly string[];
        /** Set where one list is written by two steps, first what is added and then what goes. */
        readonly phase?: 'add' | 'remove';
      }
    | {
        /**
         * Set (or, with `enabled` false, remove) the two env entries of istiod. istiod rolls once.
         */
        readonly type: 'multi-root';
        readonly controlPlane: Pick<
          ControlPlane,
          | 'revision'
          | 'deployment'
          | 'resourceVersion'
          | 'multiRootMesh'
          | 'sharedMeshConfig'
        >;
        readonly enabled: boolean;
      }
    | {
        /**
         * Gate: istiod is rolled out with the flags and its trust bundle holds every wanted root.
         */
        readonly type: 'verify-trust';
        readonly roots: readonly ForeignRoot[];
      }
    | {
        /** Restart workloads so that their proxies get the XDS agent flag. Gateways included. */
        readonly type: 'restart-workloads';
        readonly workloads: readonly WorkloadToRestart[];
      }
    | {
        /**
         * Label topology.istio.io/network of the control plane's namespace; an empty network
         * removes our label.
         */
        readonly type: 'network';
        readonly network: string;
        readonly before: string;
      }
    | {
        readonly type: 'gateway';
        readonly network: string;
        readonly federations: readonly string[];
      }
    | {
        readonly type: 'remove-gateway';
        readonly gateway: Pick<
          EastWestGateway,
          'object' | 'resourceVersion' | 'network'
        >;
      }
    | {
        readonly type: 'reader';
        readonly choice: ReaderChoice;
        readonly federations: readonly string[];
      }
    | {
        readonly type: 'remove-reader';
        readonly objects: readonly ObjectRef[];
      }
    | {
        /**
         * Remote secret in `cluster` for `peer`. The token is minted and filled in when the step
         * runs.
         */
        readonly type: 'remote-secret';
        readonly peer: ClusterName;
        readonly clusterId: ClusterId;
        readonly server: string;
        readonly caPem: string;
        readonly before?: RemoteSecret;
        readonly federations: readonly string[];
      }
    | {
        readonly type: 'remove-remote-secret';
        readonly peer: ClusterName;
        readonly clusterId: ClusterId;
        readonly secret: ObjectRef;
        readonly resourceVersion: string;
      }
    | {
        /**
         * Gate: every istiod replica of `cluster` reports `peer` synced, the token is accepted and
         * the remote API answers.
         */
        readonly type: 'wait-sync';
        readonly peer: ClusterName;
        readonly clusterId: ClusterId;
        readonly choice: ReaderChoice;
      }
    | {
        /** Gate: no istiod replica of `cluster` knows `peer` any more. */
        readonly type: 'wait-forgotten';
        readonly peer: ClusterName;
        readonly clusterId: ClusterId;
      }
  );

/** @public */
export type StepType = Step['type'];
/** @public */
export type StepOf<T extends StepType> = Extract<Step, { readonly type: T }>;

/**
 * One object that a step writes, with what it was and what it becomes.
 *
 * @public
 */
export interface PlannedObject {
  readonly cluster: ClusterName;
  readonly ref: ObjectRef;
  readonly operation: 'create' | 'update' | 'delete' | 'restart' | 'propose';
  /** Only the fields that the step touches; absent for a create. */
  readonly before?: Manifest;
  /** Absent for a delete. Secret bytes are placeholders. */
  readonly after?: Manifest;
  /**
   * What has to hold right before the step: the object does not exist, or has this resourceVersion.
   * Without a precondition nothing is checked.
   */
  readonly precondition?:
    | { readonly absent: true }
    | { readonly resourceVersion: string };
  /** From whom fields are taken over, as the request for the plan agreed. */
  readonly takeOver?: Pick<FieldChoice, 'managers' | 'fields'>;
  /** Fields that belong to others and are left as they are, as the request for the plan chose. */
  readonly left?: readonly string[];
}

/**
 * A step with its objects and the words that tell people what it does.
 *
 * @public
 */
export interface PlannedStep {
  readonly step: Step;
  readonly title: string;
  /**
   * What users of the cluster notice, for example that istiod rolls once; absent when they notice
   * nothing.
   */
  readonly disruption?: string;
  /**
   * Set when somebody else owns the object (GitOps): the step is not applied, and this text is what
   * the owner has to commit.
   */
  readonly proposal?: string;
  readonly objects: readonly PlannedObject[];
}

/**
 * What planning decides, before rendering. Pure result of states and intent.
 *
 * @public
 */
export interface PlanDraft {
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}

/**
 * `blocked`: a finding forbids it. `empty`: nothing to do.
 *
 * @public
 */
export type PlanStatus = 'ready' | 'blocked' | 'empty';

/**
 * Body of `POST /federations/{name}/plans?dryRun=true`.
 *
 * @public
 */
export type PlanPreviewRequest = PlanRequest & {
  /** As if these were the members; the federation need not exist then. Default those it has. */
  readonly members?: readonly ClusterName[];
};

/** @public */
export interface Plan {
  readonly id: string;
  readonly federation: Federation;
  readonly request: PlanRequest;
  readonly status: PlanStatus;
  readonly createdAt: Timestamp;
  readonly createdBy: string;
  /** When each cluster that the plan rests on was observed. */
  readonly basedOn: readonly {
    readonly cluster: ClusterName;
    readonly at: Timestamp;
  }[];
  readonly steps: readonly PlannedStep[];
  readonly findings: readonly Finding[];
  /**
   * SHA-256 (hex) of members and reader of every federation that shared a cluster with this one
   * when the plan was made. The plan is of no use any more when that changes.
   */
  readonly intent: string;
  /**
   * SHA-256 (hex) of the canonical JSON of federation name, intent, request and rendered steps.
   * What an approval names.
   */
  readonly digest: string;
  /** The newest run of the plan, when it was approved; told with the plan, not part of it. */
  readonly run?: PlanRun;
  /**
   * It was ready and is of no use any more: a run has worked on its clusters since, or something
   * else is wanted of them. Told with the plan, not part of it.
   */
  readonly outdated?: true;
  /** Told with the plan, not part of it. */
  readonly approvalRequest?: ApprovalRequest;
  /** It cannot be approved any more. Told with the plan, not part of it. */
  readonly declined?: PlanDecline;
}

/**
 * A run, as a plan tells of it.
 *
 * @public
 */
export interface PlanRun {
  readonly id: string;
  readonly status: RunStatus;
  /** Absent until the run has ended. */
  readonly outcome?: RunOutcome;
}

/**
 * A plan in a list.
 *
 * @public
 */
export type PlanSummary = Pick<
  Plan,
  | 'id'
  | 'status'
  | 'createdAt'
  | 'createdBy'
  | 'request'
  | 'digest'
  | 'run'
  | 'outdated'
  | 'approvalRequest'
  | 'declined'
> & { readonly federation: string; readonly steps: number };
