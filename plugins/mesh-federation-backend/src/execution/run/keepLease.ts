import type { Lease } from '../../database/RunStore';
import type { RunWorkerOptions } from './RunWorker';
import type { RunHalt } from './RunHalt';
import { isLeaseLost, type RunJournal } from './RunJournal';

/** How soon a cancellation is seen. */
const LOOK_MS = 1000;

/**
 * Extends the lease while the run is at work and looks whether somebody cancelled it. When the
 * lease is lost, or could not be extended for so long that it must be, the run is halted and
 * nothing more is written.
 */
export function keepLease(options: {
  readonly lease: Lease;
  readonly journal: RunJournal;
  readonly halt: RunHalt;
  readonly worker: RunWorkerOptions;
}): { stop(): Promise<void> } {
  const { lease, journal, halt, worker } = options;
  const { leaseMs } = worker.config.runs;
  const ended = new AbortController();
  let heard = worker.now().getTime();
  const look = async () => {
    try {
      await journal.beat();
      heard = worker.now().getTime();
      if ((await worker.runs.getRun(lease.runId))?.cancelRequested) {
        halt.now('cancel');
      }
    } catch (error) {
      const silent = worker.now().getTime() - heard;
      worker.logger.warn(
        `Run ${lease.runId}: the lease was not extended: ${error}`,
      );
      if (isLeaseLost(error) || silent >= leaseMs) {
        journal.abandon();
        halt.now('lost');
      }
    }
  };
  const loop = async () => {
    while (!ended.signal.aborted && halt.reason !== 'lost') {
      await look();
      await worker.sleep(Math.min(LOOK_MS, leaseMs / 3), ended.signal);
    }
  };
  const done = loop();
  return {
    stop: async () => {
      ended.abort();
      await done;
    },
  };
}
