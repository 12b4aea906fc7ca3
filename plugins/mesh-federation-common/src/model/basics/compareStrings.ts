/**
 * Order by code units: the same on every machine, unlike `localeCompare`.
 *
 * @public
 */
export function compareStrings(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
