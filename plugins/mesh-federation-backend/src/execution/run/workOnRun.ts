import {
  counted,
  optional,
  type Plan,
  type Receipt,
  type Run,
  type RunError,
  type RunStatus,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Lease } from '../../database/RunStore';
import type { RunWorkerOptions } from './RunWorker';
import { approvedPlan } from './approvedPlan';
import type { RunHalt } from './RunHalt';
import { RunJournal, wrote } from './RunJournal';
import { runSteps } from './runSteps';
import { keepLease } from './keepLease';

interface Work {
  readonly lease: Lease;
  readonly run: Run;
  readonly journal: RunJournal;
  readonly halt: RunHalt;
  readonly worker: RunWorkerOptions;
}

/**
 * Holds the lease of one run and works on it until it ends, the lease is lost or the worker stops.
 * Steps that succeeded are not repeated. A step that was running when the former worker died is
 * executed again. Throws when the record cannot be written: then the next worker takes the run up.
 */
export async function workOnRun(options: {
  readonly lease: Lease;
  readonly halt: RunHalt;
  readonly worker: RunWorkerOptions;
}): Promise<void> {
  const { lease, halt, worker } = options;
  const run = await worker.runs.getRun(lease.runId);
  if (!run || run.status !== 'running') {
    return;
  }
  const journal = new RunJournal(worker, lease, run);
  const work: Work = { lease, run, journal, halt, worker };
  const keeper = keepLease({ lease, journal, halt, worker });
  try {
    await workOn(work);
  } finally {
    await keeper.stop();
  }
}

async function workOn(work: Work): Promise<void> {
  const { run, journal, halt, worker } = work;
  const approved = await approvedPlan(run, worker.federations);
  if (!approved.ok) {
    const { error } = approved;
    await finish(work, {
      status: 'conflict',
      error,
      message: `${error.message}. ${written(journal)}`,
    });
    return;
  }
  const { plan } = approved;
  const resumed = (await worker.runs.events(run.id)).some(
    event => event.type === 'run-started',
  );
  await journal.event(
    resumed ? 'run-resumed' : 'run-started',
    resumed
      ? 'Another worker goes on with the run: the one before has lost the lease (MF7008)'
      : `Plan ${plan.id} with ${counted(plan.steps.length, 'step')}`,
  );
  const failure = await runSteps({ plan, journal, halt, worker });
  if (failure) {
    await finish(work, {
      status: failure.conflict ? 'conflict' : 'failed',
      error: failure.error,
      message: `${failure.error.message}. ${written(journal)}`,
    });
    return;
  }
  const complete = journal.steps.every(
    ({ status }) => status === 'succeeded' || status === 'proposed',
  );
  // A cancellation that comes after the last step changes nothing.
  switch (complete ? undefined : halt.reason) {
    case 'cancel':
      await finish(work, {
        status: 'cancelled',
        message: `Cancelled. ${written(journal)}`,
      });
      return;
    case 'stop':
    case 'lost':
      return;
    default:
      await journal.beat();
      await worker.settle(plan);
      await finish(work, {
        status: 'succeeded',
        message: `${written(journal)}${await proven(work, plan)}`,
      });
  }
}

/** Observes what came of the run. That this fails does not undo the run; the record says so. */
async function proven(work: Work, plan: Plan): Promise<string> {
  const { run, journal, worker } = work;
  try {
    const proof = await worker.prove(plan);
    await journal.beat();
    await worker.runs.saveProof(run.id, proof);
    await journal.event('proof-recorded', 'The clusters were observed again');
    return '';
  } catch (error) {
    await journal.beat();
    worker.logger.error(`Run ${run.id}: no proof`, error as Error);
    return ' What came of it could not be observed; observe the clusters again.';
  }
}

async function finish(
  work: Work,
  result: {
    readonly status: RunStatus;
    readonly message: string;
    readonly error?: RunError;
  },
): Promise<void> {
  const { lease, run, journal, worker } = work;
  for (const step of journal.steps) {
    if (step.status === 'pending' || step.status === 'running') {
      await journal.update(step.id, {
        status: 'cancelled',
        message: 'Not begun, because the run had ended',
      });
    }
  }
  await journal.event('run-finished', `${result.status}: ${result.message}`);
  await worker.runs.finish(lease, {
    status: result.status,
    at: worker.now().toISOString(),
    ...optional({ error: result.error }),
  });
  worker.telemetry.runEnded(run, result.status);
  await journal.tell();
}

/** What the run wrote, for whoever finds it cancelled or failed. */
function written(journal: RunJournal): string {
  const receipts = journal.steps.flatMap(step => step.receipts);
  const sure = receipts.filter(wrote).map(named);
  const unsure = receipts
    .filter(({ result }) => result === 'uncertain')
    .map(named);
  if (unsure.length === 0) {
    return sure.length === 0
      ? 'Nothing was written.'
      : `Written: ${sure.join(', ')}.`;
  }
  return `${
    sure.length === 0
      ? 'Nothing else was written.'
      : `Written: ${sure.join(', ')}.`
  } Not known whether written: ${unsure.join(', ')}.`;
}

function named({ cluster, ref, result, attempted }: Receipt): string {
  return `${describeObject(ref)} in ${cluster} (${attempted ?? result})`;
}
