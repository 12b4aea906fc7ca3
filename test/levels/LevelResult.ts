/** How many tests of a level passed and failed. A level that could not run counts as failed. */
export interface LevelResult {
  readonly passed: number;
  readonly failed: number;
}
