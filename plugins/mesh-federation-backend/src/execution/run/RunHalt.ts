/**
 * Why steps shall stop. `lost`: another worker has the run. `stop`: this process ends. Both leave
 * the record as it is.
 */
export type HaltReason = 'lost' | 'stop' | 'cancel' | 'failure';

/**
 * Tells the steps of a run to stop at their next safe point. The first reason counts, unless the
 * run is lost: that overrides every other reason.
 */
export class RunHalt {
  readonly #controller = new AbortController();
  #reason: HaltReason | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get reason(): HaltReason | undefined {
    return this.#reason;
  }

  now(reason: HaltReason): void {
    if (this.#reason === undefined || reason === 'lost') {
      this.#reason = reason;
    }
    this.#controller.abort();
  }
}
