import type {
  ClusterState,
  PlannedStep,
  Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Renders a step into objects and words. Pure. */
export type RenderStep = (
  step: Step,
  state: ClusterState | undefined,
) => PlannedStep;
