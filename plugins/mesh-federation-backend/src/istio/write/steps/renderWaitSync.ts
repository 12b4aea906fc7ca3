import type {
  PlannedStep,
  StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A gate: writes nothing. */
export function renderWaitSync(step: StepOf<'wait-sync'>): PlannedStep {
  return {
    step,
    title: `Wait until istiod of ${step.cluster} reads ${step.peer}`,
    objects: [],
  };
}
