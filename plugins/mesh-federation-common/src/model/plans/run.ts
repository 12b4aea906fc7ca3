import type { Evidence, FindingCode } from '../basics/finding';
import type { ClusterName, ObjectRef, Timestamp } from '../basics/identifiers';
import type { TrustReport } from '../answers/trust';

/** @public */
export type RunStatus =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'conflict'
  | 'cancelled';

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
 * One object written, removed or found as wanted.
 *
 * @public
 */
export interface Receipt {
  readonly cluster: ClusterName;
  readonly ref: ObjectRef;
  readonly result:
    | 'created'
    | 'updated'
    | 'unchanged'
    | 'deleted'
    | 'absent'
    | 'restarted'
    | 'left';
  /** Why it was left, when it was. */
  readonly reason?: string;
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
 * What was seen after the run.
 *
 * @public
 */
export interface Proof {
  readonly at: Timestamp;
  readonly steps: readonly StepProof[];
  readonly proxies: readonly ProxyProof[];
  readonly report: TrustReport;
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

/** @public */
export type RunWithEvents = Run & { readonly events: readonly RunEvent[] };
