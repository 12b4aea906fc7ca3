/** How many tests of a level passed and failed. A level that could not run counts as failed. */
export interface LevelResult {
  readonly passed: number;
  readonly failed: number;
  /** What failed and how, for the end of a long output. */
  readonly failures?: readonly string[];
}

const LINES = 25;

/** A failure as it is told at the end: the test, and how the message begins. */
export function failure(test: string, message: string): string {
  const lines = message.trim().split('\n');
  return [
    test,
    ...lines.slice(0, LINES).map(line => `    ${line.slice(0, 300)}`),
    ...(lines.length > LINES
      ? [`    … ${lines.length - LINES} more lines above`]
      : []),
  ].join('\n');
}
