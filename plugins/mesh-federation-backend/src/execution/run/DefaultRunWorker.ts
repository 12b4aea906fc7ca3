import type { Lease } from '../../database/RunStore';
import { givenUp } from '../step/runErrors';
import { answering, answerOf } from './answering';
import type { RunWorkerOptions } from './RunWorker';
import { workOnRun } from './workOnRun';
import { isLeaseLost } from './RunJournal';
import { RunHalt } from './RunHalt';
import type { RunWorker } from './RunWorker';

/** Runs of another worker that died are found by looking; own ones by `wake`. */
const LOOK_MS = 2000;

/**
 * Runs at work side by side in one process. They never share a cluster; those that wait for a
 * change by its owner do nothing for hours, and must not hold up others.
 */
const AT_ONCE = 32;

/** So often in a row a run is taken up although its record cannot be read or written. */
const MAX_FAILURES = 5;

/** {@link RunWorker} over the run store's leases. */
export class DefaultRunWorker implements RunWorker {
  readonly #options: RunWorkerOptions;
  readonly #stopping = new AbortController();
  readonly #atWork = new Map<Promise<void>, RunHalt>();
  /** How often in a row a run could not be worked on, by its id. */
  readonly #failures = new Map<string, number>();
  #nap = new AbortController();
  #loop: Promise<void> | undefined;
  #lookedAt: Date | undefined;

  constructor(options: RunWorkerOptions) {
    // What hangs in the database must hold neither a place nor the end of the process.
    this.#options = {
      ...options,
      runs: answering(options.runs, options),
      federations: answering(options.federations, options),
      settle: plan => answerOf(options.settle(plan), options),
      prove: (plan, { patient, signal }) =>
        Promise.race([
          options.prove(plan, { patient, signal }),
          whenAborted(signal),
        ]),
    };
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
      this.#failures.delete(lease.runId);
    } catch (error) {
      if (isLeaseLost(error)) {
        telemetry.leaseLost();
        logger.info(`MF7008: run ${lease.runId} has another worker now`);
        return;
      }
      logger.error(
        `Run ${lease.runId} is left: its record cannot be read or written`,
        error as Error,
      );
      await this.#countFailure(lease);
      return;
    }
    if (halt.reason === 'lost') {
      telemetry.leaseLost();
    }
    if (halt.reason === 'stop') {
      await this.#release(lease);
    }
  }

  /**
   * Ends a run of which nothing can be made, so that it is not taken up for ever and holds its
   * clusters. A database that is out for all cannot be written here either: then the run stays.
   */
  async #countFailure(lease: Lease): Promise<void> {
    const { runs, now, logger } = this.#options;
    const { runId } = lease;
    const failures = (this.#failures.get(runId) ?? 0) + 1;
    this.#failures.set(runId, failures);
    if (failures < MAX_FAILURES) {
      return;
    }
    try {
      await runs.finish(lease, {
        status: 'failed',
        at: now().toISOString(),
        error: givenUp(runId, failures),
        outcome: 'unknown',
        noProof: 'The run was given up',
      });
      this.#failures.delete(runId);
    } catch (error) {
      logger.warn(`Run ${runId} could not be ended: ${error}`);
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

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new Error('The run has stopped'));
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort, { once: true });
  });
}
