/** A clock that moves only when everybody sleeps, so that tests of waiting take no time. */
export class VirtualTime {
  #now: number;
  readonly #sleepers = new Set<{ readonly at: number; wake(): void }>();

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  readonly now = (): Date => new Date(this.#now);

  /** Moves the clock by hand. */
  advance(ms: number): void {
    this.#now += ms;
  }

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise(resolve => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const sleeper = {
        at: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake);
    });

  /** Lets time pass until `done`; throws when nothing happens any more or `limitMs` has passed. */
  async runUntil(
    done: () => boolean | Promise<boolean>,
    limitMs = 14_400_000,
  ): Promise<void> {
    const end = this.#now + limitMs;
    for (;;) {
      await settled();
      if (await done()) {
        return;
      }
      const next = [...this.#sleepers].sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) {
        throw new Error(
          `Nothing happens any more at ${this.now().toISOString()}`,
        );
      }
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}

/** Everything in memory has had its turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
}
