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
