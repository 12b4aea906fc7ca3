import type { Step, StepOf, StepType } from '../../model';

type DraftOf<S> = S extends Step ? Omit<S, 'dependsOn'> : never;

/** A step before it knows what it depends on. */
export type StepDraft = DraftOf<Step>;
export type StepDraftOf<T extends StepType> = Omit<StepOf<T>, 'dependsOn'>;

/** Stable and readable id of a step. */
export function stepId(
  type: StepType,
  cluster: string,
  detail?: string,
): string {
  return detail === undefined
    ? `${type}:${cluster}`
    : `${type}:${cluster}:${detail}`;
}
