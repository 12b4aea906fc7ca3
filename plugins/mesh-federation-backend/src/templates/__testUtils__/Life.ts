const realTimeout = globalThis.setTimeout;

/** Of what would go on after a kill: nothing that waits for it is ever done. */
const NEVER = new Promise<never>(() => {});

/**
 * One life of a process, until it is killed. Whatever it does outside of its own memory goes
 * through `guard`: in the moment of the kill the outside has changed, the process does not hear of
 * it, and does nothing any more.
 */
export class Life {
  readonly killed: Promise<void>;
  #isOver = false;
  #over: () => void = () => {};

  /** @param isLast - Whether the life ends with this effect. */
  constructor(private readonly isLast: (effect: string) => boolean) {
    this.killed = new Promise(resolve => {
      this.#over = resolve;
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
    this.#over();
  }

  /** An effect on the outside, and what comes of it as long as the life goes on. */
  async guard<T>(effect: string, work: () => Promise<T>): Promise<T> {
    if (this.#isOver) return NEVER;
    const [done] = await Promise.allSettled([work()]);
    if (this.#isOver) return NEVER;
    if (this.isLast(effect)) {
      this.end();
      return NEVER;
    }
    if (done.status === 'rejected') throw done.reason;
    return done.value;
  }

  /** A timer that does not go off after the end. */
  readonly timeout = (work: () => void, ms?: number): NodeJS.Timeout =>
    realTimeout(
      () => {
        if (!this.#isOver) work();
      },
      // The scaffolder looks for tasks to recover every ten seconds (its TaskWorker).
      ms === 10_000 ? 100 : ms,
    );

  /** The same object, each method of which is an effect such as `catalog addLocation`. */
  guarded<T extends object>(outside: T, name: string): T {
    return new Proxy(outside, {
      get: (target, key) => {
        const value = Reflect.get(target, key);
        return typeof value === 'function'
          ? (...args: unknown[]) =>
              this.guard(`${name} ${String(key)}`, async () =>
                value.apply(target, args),
              )
          : value;
      },
    });
  }
}
