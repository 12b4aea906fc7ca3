import type { RunOutcome, RunStatus } from './runStatus';
import type { Evidence, FindingCode } from '../basics/finding';
import type { ClusterName, ObjectRef, Timestamp } from '../basics/identifiers';
import type { TrustReport } from '../answers/trust';
import type { WorkloadToRestart } from './plan';

/** @public */
export type StepStatus =
  | 'pending'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  /** Somebody else owns the object: proposed, not applied. */
  | 'proposed';

/**
 * An error of a run: a code of the registry, what happened, where, and what to do.
 *
 * @public
 */
export interface RunError {
  readonly code: FindingCode;
  readonly message: string;
  readonly fix: string;
  readonly cluster?: ClusterName;
  readonly object?: ObjectRef;
}

/**
 * What a write makes of an object.
 *
 * @public
 */
export type WriteResult = 'created' | 'updated' | 'deleted' | 'restarted';

/**
 * One object written, removed or found as wanted.
 *
 * @public
 */
export interface Receipt {
  readonly cluster: ClusterName;
  readonly ref: ObjectRef;
  readonly result:
    | WriteResult
    | 'unchanged'
    | 'absent'
    | 'left'
    /** A write was begun; whether it has arrived is not known (yet). */
    | 'uncertain';
  /** What an uncertain write was to make of the object. */
  readonly attempted?: WriteResult;
  /** Why it was left, when it was. */
  readonly reason?: string;
}

/**
 * A cluster that does not answer a step that needs it.
 *
 * @public
 */
export interface ClusterSilence {
  readonly cluster: ClusterName;
  /** When the first question was asked that got no answer. */
  readonly since: Timestamp;
  /** Until when the step goes on asking. */
  readonly until: Timestamp;
}

/** @public */
export interface RunStep {
  readonly id: string;
  readonly title: string;
  readonly status: StepStatus;
  readonly startedAt?: Timestamp;
  readonly finishedAt?: Timestamp;
  /** What a running step waits for, or how it ended. */
  readonly message?: string;
  readonly error?: RunError;
  /** Clusters that keep a running step waiting, because they do not answer; absent when all do. */
  readonly silences?: readonly ClusterSilence[];
  /** How many of the step's workloads are still to be restarted. */
  readonly remaining?: number;
  readonly receipts: readonly Receipt[];
}

/**
 * Whether a step's result holds in the state observed after the run.
 *
 * @public
 */
export interface StepProof {
  readonly stepId: string;
  readonly verdict: 'satisfied' | 'violated' | 'unknown';
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Whether one direction of a pair holds in the running proxies of `from`.
 *
 * @public
 */
export interface ProxyProof {
  readonly from: ClusterName;
  readonly to: ClusterName;
  readonly verdict: 'satisfied' | 'violated' | 'unknown';
  readonly reason: string;
  /** Proxies whose secret dump was read, and how many of them hold every root of `to`. */
  readonly inspected: number;
  readonly holding: number;
}

/**
 * What is to be done so that what a run was for holds.
 *
 * @public
 */
export type NextStep =
  | {
      /** Proxies do not hold the roots of the other members until their Pods are new. */
      readonly kind: 'restart-workloads';
      readonly cluster: ClusterName;
      readonly workloads: readonly WorkloadToRestart[];
    }
  | {
      /** A new plan repairs what the steps left undone, or what was undone since. */
      readonly kind: 'plan-again';
      readonly steps: readonly string[];
    }
  | {
      /** Not everything could be seen in these clusters. */
      readonly kind: 'observe-again';
      readonly clusters: readonly ClusterName[];
    };

/**
 * What was seen after the run.
 *
 * @public
 */
export interface Proof {
  readonly at: Timestamp;
  readonly steps: readonly StepProof[];
  readonly proxies: readonly ProxyProof[];
  readonly report: TrustReport;
  /** What is to be done where something does not hold or is not known. */
  readonly nextSteps?: readonly NextStep[];
}

/** @public */
export interface Run {
  readonly id: string;
  readonly planId: string;
  readonly federation: string;
  readonly kind: 'join' | 'leave';
  readonly digest: string;
  readonly status: RunStatus;
  readonly approvedBy: string;
  readonly startedAt: Timestamp;
  readonly finishedAt?: Timestamp;
  readonly cancelRequested: boolean;
  readonly steps: readonly RunStep[];
  readonly error?: RunError;
  readonly proof?: Proof;
  /** Absent until the run has ended. */
  readonly outcome?: RunOutcome;
  /** Why a run that has ended has no proof. */
  readonly noProof?: string;
}

/** @public */
export type RunSummary = Omit<Run, 'steps' | 'proof'> & {
  readonly stepsDone: number;
  readonly stepsTotal: number;
};

/**
 * One line of a run's history. Sequence numbers grow by one from 1.
 *
 * @public
 */
export interface RunEvent {
  readonly sequence: number;
  readonly at: Timestamp;
  readonly stepId?: string;
  readonly type:
    | 'run-started'
    | 'run-resumed'
    | 'run-continued'
    | 'step-started'
    | 'step-progress'
    | 'step-succeeded'
    | 'step-failed'
    | 'step-proposed'
    | 'object-written'
    | 'cancel-requested'
    | 'run-finished'
    | 'proof-recorded';
  readonly message: string;
}

/**
 * A run with the newest of its events, oldest first.
 *
 * @public
 */
export type RunWithEvents = Run & {
  readonly events: readonly RunEvent[];
  /** Cursor of the events before these; absent when these are all. */
  readonly earlierEvents?: string;
};
