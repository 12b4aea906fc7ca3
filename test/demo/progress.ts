import type { OnProgress } from '../bed/index.ts';
import { recordPhase } from '../times/phases.ts';

const started = Date.now();

/** One line of progress on standard error, with the seconds since the start. */
export function progress(stage: string, message: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`${seconds}s  ${stage.padEnd(10)} ${message}\n`);
}

/** The bed's progress, as one line. */
export const sayProgress: OnProgress = ({ cluster, message }) =>
  progress('clusters', cluster ? `${cluster}: ${message}` : message);

/** Measures how long each stage takes, in seconds. */
export class Timings {
  readonly #seconds: Record<string, number> = {};

  async measure<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const from = Date.now();
    try {
      return await work();
    } finally {
      this.#seconds[stage] = Math.round((Date.now() - from) / 100) / 10;
      recordPhase(stage, (Date.now() - from) / 1000);
    }
  }

  all(): Readonly<Record<string, number>> {
    return {
      ...this.#seconds,
      total: Math.round((Date.now() - started) / 100) / 10,
    };
  }
}
