/**
 * A number with its noun: `1 root`, `2 roots`. `many` where an `s` does not make the plural.
 *
 * @public
 */
export function counted(
  count: number,
  one: string,
  many: string = `${one}s`,
): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * Some of several, and what holds of them, for example `1 of 3 Pods has no sidecar` and
 * `2 of 3 Pods have no sidecar`.
 *
 * @public
 */
export function someOf(options: {
  readonly count: number;
  readonly total: number;
  /** In the plural. */
  readonly what: string;
  /** What one of them does, and what several do, for example `has` and `have`. */
  readonly verb: readonly [one: string, many: string];
}): string {
  const { count, total, what, verb } = options;
  return `${count} of ${total} ${what} ${count === 1 ? verb[0] : verb[1]}`;
}

/**
 * A sentence as a part of another one: what a cluster said may end with a full stop or not.
 *
 * @public
 */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
