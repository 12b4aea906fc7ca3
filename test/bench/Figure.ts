/** One line of the report. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** What was aimed at, and whether the figure reaches it. */
  readonly aim?: string;
  readonly reached?: boolean;
}

/** Figures of one part, and how they were taken. */
export interface Measurement {
  readonly title: string;
  readonly method: string;
  readonly figures: readonly Figure[];
}

/** With as many digits as say something. */
export function round(value: number): string {
  return Number(value.toPrecision(value < 100 ? 2 : 3)).toLocaleString('en-US');
}
