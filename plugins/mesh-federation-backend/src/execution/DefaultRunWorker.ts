import type { RunWorkerOptions } from './createRunWorker';
import type { RunWorker } from './RunWorker';

export class DefaultRunWorker implements RunWorker {
  readonly #options: RunWorkerOptions;
  constructor(options: RunWorkerOptions) {
    this.#options = options;
  }
  wake(): void {
    this.#options.logger.debug('woken');
  }
  async start(): Promise<void> {
    this.wake();
  }
  async stop(): Promise<void> {
    this.#options.logger.debug('stopped');
  }
}
