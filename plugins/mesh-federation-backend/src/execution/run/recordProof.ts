import type {
  Plan,
  Run,
  RunOutcome,
  RunStatus,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { outcomeOf } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { RunHalt } from './RunHalt';
import type { RunJournal } from './RunJournal';
import type { RunWorkerOptions } from './RunWorker';

/** Whether what a run was for holds, and why there is no proof where there is none. */
export interface RecordedProof {
  readonly outcome: RunOutcome;
  readonly noProof?: string;
}

/**
 * Observes what came of the steps of a run, however it ended, and keeps that with the run. A run
 * that wrote nothing has nothing to prove. That this fails does not undo the run; the record says
 * so. Undefined when the process ends first: whoever takes the run up proves it.
 */
export async function recordProof(options: {
  readonly run: Run;
  readonly plan: Plan;
  readonly status: RunStatus;
  readonly journal: RunJournal;
  readonly halt: RunHalt;
  readonly worker: RunWorkerOptions;
}): Promise<RecordedProof | undefined> {
  const { run, plan, status, journal, halt, worker } = options;
  const succeeded = status === 'succeeded';
  if (!succeeded && !journal.hasWritten) {
    return { outcome: 'unknown', noProof: 'There is nothing to prove' };
  }
  try {
    const proof = await worker.prove(plan, {
      patient: succeeded,
      signal: halt.signal,
    });
    await journal.beat();
    await worker.runs.saveProof(run.id, proof);
    await journal.event('proof-recorded', 'The clusters were observed again');
    return { outcome: outcomeOf(proof) };
  } catch (error) {
    if (succeeded && halt.reason === 'stop') {
      return undefined;
    }
    await journal.beat();
    worker.logger.error(`Run ${run.id}: no proof`, error as Error);
    return {
      outcome: 'unknown',
      noProof:
        'What came of it could not be observed; observe the clusters again',
    };
  }
}
