import {
  counted,
  optional,
  type Plan,
  type Receipt,
  type Run,
  type RunError,
  type RunEvent,
  type RunOutcome,
  type RunStatus,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Lease } from '../../database/RunStore';
import type { RunWorkerOptions } from './RunWorker';
import { approvedPlan } from './approvedPlan';
import type { RunHalt } from './RunHalt';
import { recordProof, type RecordedProof } from './recordProof';
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
      noProof: 'No step was begun',
    });
    return;
  }
  const { plan } = approved;
  const resumed = await isTakenUp(work);
  const left = run.steps.filter(({ status }) => status === 'pending').length;
  await journal.event(
    resumed ? 'run-resumed' : 'run-started',
    resumed
      ? 'Another worker goes on with the run: the one before has lost the lease (MF7008)'
      : `Plan ${plan.id} with ${counted(
          plan.steps.length,
          'step',
        )}, ${left} to be done`,
  );
  const failure = await runSteps({ run, plan, journal, halt, worker });
  if (failure) {
    await finish(work, {
      status: failure.conflict ? 'conflict' : 'failed',
      error: failure.error,
      message: `${failure.error.message}. ${written(journal)}`,
      plan,
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
        plan,
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
        message: written(journal),
        plan,
      });
  }
}

/** Whether a worker has begun already, since the run was started or continued. */
async function isTakenUp({ run, worker }: Work): Promise<boolean> {
  const turns: readonly RunEvent['type'][] = [
    'run-started',
    'run-resumed',
    'run-continued',
  ];
  const last = await worker.runs.newestEvent(run.id, turns);
  return last !== undefined && last.type !== 'run-continued';
}

const OUTCOMES: Readonly<Record<RunOutcome, string>> = {
  proven: 'Proven by what was observed afterwards.',
  'not-proven': 'Not proven: something does not hold, see the proof.',
  unknown: 'Not proven: something could not be observed, see the proof.',
};

interface End {
  readonly status: RunStatus;
  readonly message: string;
  readonly error?: RunError;
}

async function finish(
  work: Work,
  end: End &
    (
      | { readonly plan: Plan }
      /** Why there is nothing to prove. */
      | { readonly noProof: string }
    ),
): Promise<void> {
  const { lease, run, journal, worker } = work;
  const { status, message, error } = end;
  for (const step of journal.steps) {
    if (step.status === 'pending' || step.status === 'running') {
      await journal.update(step.id, {
        status: 'cancelled',
        message: 'Not begun, because the run had ended',
      });
    }
  }
  const recorded: RecordedProof | undefined =
    'plan' in end
      ? await recordProof({ ...work, ...end })
      : { outcome: 'unknown', noProof: end.noProof };
  if (recorded === undefined) {
    return;
  }
  const { outcome, noProof } = recorded;
  await journal.event(
    'run-finished',
    [`${status}: ${message}`, noProof ? `${noProof}.` : OUTCOMES[outcome]].join(
      ' ',
    ),
  );
  await worker.runs.finish(lease, {
    status,
    at: worker.now().toISOString(),
    outcome,
    ...optional({ error, noProof }),
  });
  worker.telemetry.runEnded(run, { status, outcome });
  await worker.audit.runEnded(run, { status, outcome, ...optional({ error }) });
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
