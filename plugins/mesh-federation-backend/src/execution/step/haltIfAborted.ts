import { StepHaltedError } from './StepHaltedError';

/** A safe point: throws `StepHaltedError` when the step shall stop. */
export function haltIfAborted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new StepHaltedError('The step was stopped');
  }
}
