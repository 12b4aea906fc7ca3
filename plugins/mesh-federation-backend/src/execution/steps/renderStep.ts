import type {
  ClusterState,
  PlannedStep,
  StepOf,
  StepType,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepKind } from '../step/StepKind';
import { STEP_KINDS } from './stepKinds';

/**
 * Renders a step by its kind: its objects, and the words that tell people what it does. `state` is
 * that of the step's cluster.
 */
export function renderStep<T extends StepType>(
  step: StepOf<T>,
  state: ClusterState | undefined,
): PlannedStep {
  const kind = STEP_KINDS[step.type as T] as StepKind<T>;
  return kind.render(step, state);
}
