import type { ClusterName, ObjectRef } from './identifiers';

/**
 * What a person decided about fields that a plan sets and another field manager owns. It counts for
 * these managers and these fields alone: a conflict with others blocks again.
 *
 * @public
 */
export interface FieldChoice {
  readonly cluster: ClusterName;
  readonly object: ObjectRef;
  /** `leave`: the fields stay as they are. `take-over`: they are written, and belong to us then. */
  readonly choice: 'leave' | 'take-over';
  readonly managers: readonly string[];
  /** As Kubernetes writes their paths, for example `.data.mesh`. */
  readonly fields: readonly string[];
}
