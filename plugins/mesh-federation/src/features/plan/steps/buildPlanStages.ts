import type { PlannedStep } from '@mesh-federation/backstage-plugin-mesh-federation-common';

export interface PlanStageStep {
  /** Position in the plan, from 1. */
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
 * Groups the steps by the longest chain of dependencies before them. Relies on the plan's order: a
 * step comes after what it waits for.
 */
export function buildPlanStages(
  steps: readonly PlannedStep[],
): readonly PlanStage[] {
  const numberOf = new Map(steps.map((s, index) => [s.step.id, index + 1]));
  const stageOf = new Map<string, number>();
  const stages: PlanStageStep[][] = [];
  steps.forEach((planned, index) => {
    const { id, dependsOn } = planned.step;
    const stage = Math.max(0, ...dependsOn.map(d => stageOf.get(d) ?? 0)) + 1;
    stageOf.set(id, stage);
    const after = dependsOn
      .flatMap(d => numberOf.get(d) ?? [])
      .sort((a, b) => a - b);
    (stages[stage - 1] ??= []).push({ number: index + 1, planned, after });
  });
  return stages.map((stage, index) => ({ number: index + 1, steps: stage }));
}
