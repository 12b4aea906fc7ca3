import type { PlannedStep } from '@mesh-federation/backstage-plugin-mesh-federation-common';

export interface PlanStageStep {
  /** Position in the order in which steps run, from 1. */
  readonly number: number;
  readonly planned: PlannedStep;
  /** Numbers of the steps that must have succeeded before, ascending. */
  readonly after: readonly number[];
}

/** Steps that can run side by side: all that they wait for is in earlier stages. */
export interface PlanStage {
  readonly number: number;
  readonly steps: readonly PlanStageStep[];
}

/**
 * Groups the steps by the longest chain of dependencies before them, and numbers them in this
 * order. Relies on that a step comes after what it waits for.
 */
export function buildPlanStages(
  steps: readonly PlannedStep[],
): readonly PlanStage[] {
  const stageOf = new Map<string, number>();
  const stages: PlannedStep[][] = [];
  for (const planned of steps) {
    const { id, dependsOn } = planned.step;
    const stage = Math.max(0, ...dependsOn.map(d => stageOf.get(d) ?? 0)) + 1;
    stageOf.set(id, stage);
    (stages[stage - 1] ??= []).push(planned);
  }
  const numberOf = new Map(
    stages.flat().map(({ step }, index) => [step.id, index + 1]),
  );
  return stages.map((stage, index) => ({
    number: index + 1,
    steps: stage.map(planned => ({
      number: numberOf.get(planned.step.id) ?? 0,
      planned,
      after: planned.step.dependsOn
        .flatMap(d => numberOf.get(d) ?? [])
        .sort((a, b) => a - b),
    })),
  }));
}
