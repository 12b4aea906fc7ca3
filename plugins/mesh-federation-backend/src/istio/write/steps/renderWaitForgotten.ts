import type {
  PlannedStep,
  StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A gate: writes nothing. */
export function renderWaitForgotten(
  step: StepOf<'wait-forgotten'>,
): PlannedStep {
  return {
    step,
    title: `Wait until istiod of ${step.cluster} has forgotten ${step.peer}`,
    objects: [],
  };
}
