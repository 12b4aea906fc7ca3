import type { FieldChoice } from './fieldChoice';
import type { ClusterName, ObjectRef, Timestamp } from './identifiers';

/** @public */
export type Severity = 'error' | 'warning' | 'info';

/**
 * One observed fact behind a verdict or a finding: which object, which field, which value, from
 * which cluster, how old.
 *
 * @public
 */
export interface Evidence {
  readonly cluster?: ClusterName;
  readonly object?: ObjectRef;
  readonly field?: string;
  readonly value?: string;
  readonly at?: Timestamp;
}

/**
 * `MF` and four digits; see `findings/registry`.
 *
 * @public
 */
export type FindingCode = `MF${number}`;

/**
 * What to run, complete and for the very object. Where that is another one by now than the one that
 * was read, the commands change nothing.
 *
 * @public
 */
export interface Remedy {
  /** The cluster against which to run it. */
  readonly cluster: ClusterName;
  /** Commands of a shell, one after the other. */
  readonly text: string;
}

/**
 * Something to know or to mend. `message` says what happened, `fix` what to do; both name the very
 * object.
 *
 * @public
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly cluster?: ClusterName;
  /** The other cluster of a pair. */
  readonly peer?: ClusterName;
  readonly object?: ObjectRef;
  readonly message: string;
  readonly fix: string;
  readonly remedy?: Remedy;
  /** Ways out that a request for a plan can choose from. */
  readonly choices?: readonly FieldChoice[];
  /** A plan with such a finding is not run. */
  readonly blocking: boolean;
  readonly evidence: readonly Evidence[];
}
