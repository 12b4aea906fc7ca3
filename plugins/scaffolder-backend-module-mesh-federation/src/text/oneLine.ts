const LONGEST = 2000;

/**
 * Text that others wrote, as one line that does nothing but stand there: without line ends, colors
 * and signs that turn the direction of what follows, and not longer than a log can bear.
 */
export function oneLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
