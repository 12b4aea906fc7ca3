import type {
  StepOf,
  StepType,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepContext } from '../step/StepContext';
import type { StepKind } from '../step/StepKind';
import { STEP_KINDS } from './stepKinds';

/** Executes a step by its kind; resolves to how it ended, in words. */
export function executeStep<T extends StepType>(
  context: StepContext<StepOf<T>>,
): Promise<string> {
  const kind = STEP_KINDS[context.step.type as T] as StepKind<T>;
  return kind.execute(context);
}
