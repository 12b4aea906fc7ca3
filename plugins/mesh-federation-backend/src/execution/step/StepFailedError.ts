import { CustomErrorBase } from '@backstage/errors';
import type { RunError } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A step cannot go on; `runError` says to people why. */
export class StepFailedError extends CustomErrorBase {
  name = 'StepFailedError' as const;
  /** The world has moved: the run asks for a new plan. */
  readonly conflict: boolean;
  /** The cluster did not answer: what was asked of it may have been done all the same. */
  readonly unanswered: boolean;

  constructor(
    readonly runError: RunError,
    options: {
      readonly conflict?: boolean;
      readonly unanswered?: boolean;
    } = {},
  ) {
    super(`${runError.code}: ${runError.message}`);
    this.conflict = options.conflict ?? false;
    this.unanswered = options.unanswered ?? false;
  }
}
