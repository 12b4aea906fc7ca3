import type {
  ClusterState,
  PlannedStep,
  StepOf,
  StepType,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepExecutor } from './StepContext';

/** All that the backend knows of one kind of step. */
export interface StepKind<T extends StepType> {
  /**
   * The objects that a step writes and the words that tell people what it does. Pure and
   * deterministic; secret bytes are placeholders. `state` is that of the step's cluster: it tells
   * who owns what, and at which version.
   */
  readonly render: (
    step: StepOf<T>,
    state: ClusterState | undefined,
  ) => PlannedStep;
  readonly execute: StepExecutor<T>;
}
