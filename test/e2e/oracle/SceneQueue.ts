import type { Stage } from './Stage.ts';

/** Gives each scenario a stage for itself, and lets it wait while none is free. */
export class SceneQueue {
  readonly #free: Stage[] = [];
  readonly #waiting: ((stage: Stage) => void)[] = [];

  /** A stage that is ready, or that a scenario has left as it was. */
  add(stage: Stage): void {
    const next = this.#waiting.shift();
    if (next) {
      next(stage);
    } else {
      this.#free.push(stage);
    }
  }

  /** Does `work` on a stage of its own. */
  async use<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
    const stage =
      this.#free.shift() ??
      (await new Promise<Stage>(resolve => this.#waiting.push(resolve)));
    try {
      return await work(stage);
    } finally {
      this.add(stage);
    }
  }
}
