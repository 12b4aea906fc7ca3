import type { Step } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { stepKind } from '../steps/stepKinds';

/**
 * Steps in an order in which each comes after all that it depends on. The order of the input does
 * not matter.
 *
 * Throws an `Error` when a step depends on one that does not exist, on itself in a circle, or when
 * two steps have one id.
 */
export function orderSteps(steps: readonly Step[]): readonly Step[] {
  const open = new Map(steps.map(step => [step.id, step]));
  if (open.size !== steps.length) {
    throw new Error('Two steps of a plan have the same id');
  }
  for (const step of steps) {
    const stranger = step.dependsOn.find(id => !open.has(id));
    if (stranger !== undefined) {
      throw new Error(`Step ${step.id} depends on ${stranger}, which is none`);
    }
  }
  const ordered: Step[] = [];
  const done = new Set<string>();
  const waiting = [...steps].sort(compareSteps);
  while (waiting.length > 0) {
    const index = waiting.findIndex(step =>
      step.dependsOn.every(id => done.has(id)),
    );
    const [next] = index < 0 ? [] : waiting.splice(index, 1);
    if (next === undefined) {
      throw new Error(
        `Steps depend on each other in a circle: ${waiting
          .map(({ id }) => id)
          .join(', ')}`,
      );
    }
    done.add(next.id);
    ordered.push(next);
  }
  return ordered;
}

function compareSteps(a: Step, b: Step): number {
  return stepKind(a).stage - stepKind(b).stage || compareStrings(a.id, b.id);
}
