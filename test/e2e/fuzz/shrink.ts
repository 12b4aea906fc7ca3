import type { Scenario } from '../oracle/scenario.ts';
import { smaller, type Size } from './smaller.ts';

/**
 * The smallest scenario that `holds` still is true of, by delta debugging: whatever can be left out
 * is left out, the large things first. `holds` costs seconds, so it is asked no more than `most`
 * times.
 */
export async function shrink(
  scenario: Scenario,
  holds: (smaller: Scenario) => Promise<boolean>,
  most: number,
): Promise<Scenario> {
  let left = most;
  let now = scenario;
  for (const size of ['question', 'object', 'field'] satisfies Size[]) {
    // After something was left out, what was tried before may go as well, but seldom does: once
    // through is enough for fields, of which there are many.
    const tried = new Set<string>();
    for (;;) {
      const next = smaller(now, size).find(({ key }) => !tried.has(key));
      if (!next || left === 0) {
        break;
      }
      tried.add(next.key);
      left -= 1;
      if (await holds(next.scenario)) {
        now = next.scenario;
      }
    }
  }
  return now;
}
