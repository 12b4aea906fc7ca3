import type { JsonObject } from '@backstage/types';

/** Sets each value of an action's output. */
export function giveOutput<O extends JsonObject>(
  ctx: { output(name: keyof O, value: O[keyof O]): void },
  output: O,
): void {
  for (const [name, value] of Object.entries(output)) {
    ctx.output(name, value as O[keyof O]);
  }
}
