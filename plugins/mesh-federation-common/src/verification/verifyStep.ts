import type {
  ClusterState,
  Step,
  StepProof,
  StepType,
  Timestamp,
} from '../model';
import type { Judgement } from '../planning/step/judgement';
import { stepKind } from '../planning/steps/stepKinds';

/** Whether the result of one step holds in the states. */
export function verifyStep(
  step: Step,
  states: readonly ClusterState[],
  now: Timestamp,
): StepProof {
  const state = states.find(({ cluster }) => cluster === step.cluster);
  const judgement: Judgement =
    state === undefined
      ? {
          verdict: 'unknown',
          reason: `${step.cluster} was not observed.`,
          evidence: [],
        }
      : stepKind<StepType>(step).verify(step, { state, states, now });
  return { stepId: step.id, ...judgement };
}
