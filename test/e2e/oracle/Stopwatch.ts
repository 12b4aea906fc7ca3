/** Says what the seconds were spent on. */
export class Stopwatch {
  readonly #started = Date.now();
  readonly #laps = new Map<string, number>();
  #last = this.#started;

  /** What was done since the last lap; laps of one name are added up. */
  lap(name: string): void {
    const now = Date.now();
    const before = this.#laps.get(name) ?? 0;
    this.#laps.set(name, before + (now - this.#last) / 1000);
    this.#last = now;
  }

  laps(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#laps);
  }

  seconds(): number {
    return (Date.now() - this.#started) / 1000;
  }
}
