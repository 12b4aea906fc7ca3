import type { Lease } from '../../database/RunStore';
import type { RunWorkerOptions } from './RunWorker';
import { workOnRun } from './workOnRun';
import { isLeaseLost } from './RunJournal';
import { RunHalt } from './RunHalt';
import type { RunWorker } from './RunWorker';

/** Runs of another worker that died are found by looking; own ones by `wake`. */
const LOOK_MS = 2000;

/** Runs at work side by side in one process. They never share a cluster. */
const AT_ONCE = 4;

/** {@link RunWorker} over the run store's leases. */
export class DefaultRunWorker implements RunWorker {
  readonly #options: RunWorkerOptions;
  readonly #stopping = new AbortController();
  readonly #atWork = new Map<Promise<void>, RunHalt>();
  #nap = new AbortController();
  #loop: Promise<void> | undefined;
  #lookedAt: Date | undefined;

  constructor(options: RunWorkerOptions) {
    this.#options = options;
  }

  get lookedAt(): Date | undefined {
    return this.#lookedAt;
  }

  wake(): void {
    this.#nap.abort();
  }

  async start(): Promise<void> {
    this.#loop ??= this.#look();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#nap.abort();
    for (const halt of this.#atWork.values()) {
      halt.now('stop');
    }
    await this.#loop;
    await Promise.all(this.#atWork.keys());
  }

  async #look(): Promise<void> {
    const { sleep } = this.#options;
    while (!this.#stopping.signal.aborted) {
      // Made before looking, so that a wake that comes meanwhile is not missed.
      this.#nap = new AbortController();
      const lease =
        this.#atWork.size < AT_ONCE ? await this.#acquire() : undefined;
      this.#lookedAt = this.#options.now();
      if (lease) {
        this.#begin(lease);
      } else if (!this.#stopping.signal.aborted) {
        await sleep(LOOK_MS, this.#nap.signal);
      }
    }
  }

  async #acquire(): Promise<Lease | undefined> {
    const { runs, owner, now, config, logger } = this.#options;
    try {
      const ttlMs = config.runs.leaseMs;
      return await runs.acquire({ owner, now: now(), ttlMs });
    } catch (error) {
      logger.warn(`Cannot look for runs: ${error}`);
      return undefined;
    }
  }

  #begin(lease: Lease): void {
    const halt = new RunHalt();
    if (this.#stopping.signal.aborted) {
      halt.now('stop');
    }
    const work = this.#work(lease, halt).finally(() =>
      this.#atWork.delete(work),
    );
    this.#atWork.set(work, halt);
  }

  async #work(lease: Lease, halt: RunHalt): Promise<void> {
    const { logger, telemetry } = this.#options;
    try {
      await workOnRun({ lease, halt, worker: this.#options });
    } catch (error) {
      if (isLeaseLost(error)) {
        telemetry.leaseLost();
        logger.info(`MF7008: run ${lease.runId} has another worker now`);
        return;
      }
      logger.error(
        `Run ${lease.runId} is given up: its record cannot be written`,
        error as Error,
      );
      return;
    }
    if (halt.reason === 'lost') {
      telemetry.leaseLost();
    }
    if (halt.reason === 'stop') {
      await this.#release(lease);
    }
  }

  /** So that another worker need not wait until the lease ends by itself. */
  async #release(lease: Lease): Promise<void> {
    const { runs, now, logger } = this.#options;
    try {
      await runs.heartbeat(lease, now(), 0);
    } catch (error) {
      logger.debug(`Run ${lease.runId}: the lease was not given up: ${error}`);
    }
  }
}
