import type { Step } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { stepKind } from '../steps/stepKinds';

/**
 * Steps in the order in which they run: first those that wait for nothing, then those that wait for
 * these alone, and so on. The order of the input does not matter.
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
  let waiting = [...steps].sort(compareSteps);
  while (waiting.length > 0) {
    const round = waiting.filter(step =>
      step.dependsOn.every(id => done.has(id)),
    );
    if (round.length === 0) {
      throw new Error(
        `Steps depend on each other in a circle: ${waiting
          .map(({ id }) => id)
          .join(', ')}`,
      );
    }
    ordered.push(...round);
    round.forEach(({ id }) => done.add(id));
    waiting = waiting.filter(({ id }) => !done.has(id));
  }
  return ordered;
}

function compareSteps(a: Step, b: Step): number {
  return stepKind(a).stage - stepKind(b).stage || compareStrings(a.id, b.id);
}
