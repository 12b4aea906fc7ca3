/**
 * Whether a value is as a pattern in which each `*` stands for anything, also for nothing. Takes
 * the first place of each part, so that no pattern makes it go back.
 */
export function matchesGlob(pattern: string, value: string): boolean {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) {
    return value === first;
  }
  if (!value.startsWith(first!)) {
    return false;
  }
  let at = first!.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}
