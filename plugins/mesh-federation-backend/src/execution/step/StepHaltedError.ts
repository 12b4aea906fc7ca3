import { CustomErrorBase } from '@backstage/errors';

/**
 * A step stopped at a safe point, because the run was cancelled, another step failed or the worker
 * stops.
 */
export class StepHaltedError extends CustomErrorBase {
  name = 'StepHaltedError' as const;
}
