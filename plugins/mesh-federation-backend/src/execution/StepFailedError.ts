import { CustomErrorBase } from '@backstage/errors';
import type { RunError } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A step cannot go on; `runError` says to people why. With `conflict` the world has moved, and the run asks for a new plan. */
export class StepFailedError extends CustomErrorBase {
  name = 'StepFailedError' as const;

  constructor(readonly runError: RunError, readonly conflict: boolean = false) {
    super(`${runError.code}: ${runError.message}`);
  }
}
