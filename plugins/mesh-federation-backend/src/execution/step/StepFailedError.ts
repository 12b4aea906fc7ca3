import { CustomErrorBase } from '@backstage/errors';
import type { RunError } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A step cannot go on; `runError` says to people why. */
export class StepFailedError extends CustomErrorBase {
  name = 'StepFailedError' as const;
  /** The world has moved: the run asks for a new plan. */
  readonly conflict: boolean;
  /** A write came too late by one version of the object, which may be read again. */
  readonly outdated: boolean;
  /** The cluster did not answer or did not get there in time: that concerns no other cluster. */
  readonly confined: boolean;

  constructor(
    readonly runError: RunError,
    options: {
      readonly conflict?: boolean;
      readonly outdated?: boolean;
      readonly confined?: boolean;
    } = {},
  ) {
    super(`${runError.code}: ${runError.message}`);
    this.conflict = options.conflict ?? false;
    this.outdated = options.outdated ?? false;
    this.confined = options.confined ?? false;
  }
}
