import type {
  PlannedStep,
  StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A gate: writes nothing. */
export function renderVerifyTrust(step: StepOf<'verify-trust'>): PlannedStep {
  return {
    step,
    title: `Wait until istiod of ${step.cluster} trusts every root`,
    objects: [],
  };
}
