import type {
  Plan,
  PlannedStep,
  RunError,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { RunWorkerOptions } from './RunWorker';
import { executeStep } from '../steps/executeStep';
import { haltIfAborted } from '../step/haltIfAborted';
import { isLeaseLost, wrote, type RunJournal } from './RunJournal';
import type { RunHalt } from './RunHalt';
import { unforeseen } from '../step/runErrors';
import { StepFailedError } from '../step/StepFailedError';
import { StepHaltedError } from '../step/StepHaltedError';

/** How a step failed; undefined when it did not. */
export interface StepFailure {
  readonly error: RunError;
  readonly conflict: boolean;
  /** A write was begun that the cluster neither confirmed nor refused. */
  readonly uncertain: boolean;
}

/**
 * Writes into the journal how one step began and ended. Throws only when the record cannot be
 * written.
 */
export async function recordStep(options: {
  readonly planned: PlannedStep;
  readonly plan: Plan;
  readonly journal: RunJournal;
  readonly halt: RunHalt;
  readonly worker: RunWorkerOptions;
}): Promise<StepFailure | undefined> {
  const { planned, journal, halt, worker } = options;
  const { id, cluster } = planned.step;
  const timestamp = () => worker.now().toISOString();
  await journal.update(
    id,
    {
      status: 'running',
      startedAt: journal.step(id)?.startedAt ?? timestamp(),
    },
    { type: 'step-started', message: planned.title },
  );
  const context = contextOf(options);
  try {
    const message = await executeStep(context);
    await finishStep(options, message);
    return undefined;
  } catch (error) {
    if (isLeaseLost(error)) {
      throw error;
    }
    if (error instanceof StepHaltedError) {
      await haltStep(options);
      return undefined;
    }
    const known = error instanceof StepFailedError ? error : undefined;
    if (!known) {
      worker.logger.error(`Step ${id} ended unexpectedly`, error as Error);
    }
    const failed = known?.runError ?? unforeseen(error, cluster);
    const uncertain = context.writing() && (known?.unanswered ?? true);
    const runError = uncertain
      ? {
          ...failed,
          message: `${failed.message}; whether the last write arrived is not known`,
        }
      : failed;
    await journal.update(
      id,
      {
        status: 'failed',
        error: runError,
        message: runError.message,
        finishedAt: timestamp(),
      },
      { type: 'step-failed', message: `${runError.code}: ${runError.message}` },
    );
    halt.now('failure');
    return {
      error: runError,
      conflict: known?.conflict ?? false,
      uncertain,
    };
  }
}

type Options = Parameters<typeof recordStep>[0];

function contextOf({ planned, plan, journal, halt, worker }: Options) {
  const { id } = planned.step;
  // Each write is guarded before and recorded after it.
  let begun = 0;
  return {
    writing: () => begun > 0,
    step: planned.step,
    planned,
    plan,
    clients: worker.clients,
    config: worker.config,
    now: worker.now,
    sleep: worker.sleep,
    signal: halt.signal,
    guard: async () => {
      haltIfAborted(halt.signal);
      await journal.beat();
      haltIfAborted(halt.signal);
      begun += 1;
    },
    progress: (message: string) =>
      journal.update(id, { message }, { type: 'step-progress', message }),
    record: async (receipt: Parameters<RunJournal['receipt']>[1]) => {
      // Something to delete may have gone by itself meanwhile.
      if (wrote(receipt) || receipt.result === 'absent') {
        begun = Math.max(0, begun - 1);
      }
      await journal.receipt(id, receipt);
    },
  };
}

async function finishStep(options: Options, message: string): Promise<void> {
  const { planned, journal, worker } = options;
  const { objects, step } = planned;
  const proposed =
    objects.length > 0 &&
    objects.every(object => object.operation === 'propose');
  const text = proposed ? 'Proposed to the owner; not applied' : message;
  await journal.update(
    step.id,
    {
      status: proposed ? 'proposed' : 'succeeded',
      message: text,
      finishedAt: worker.now().toISOString(),
    },
    {
      type: proposed ? 'step-proposed' : 'step-succeeded',
      message: `${planned.title}: ${text}`,
    },
  );
}

/** A step that stops because the worker ends stays `running`: the next worker takes it up again. */
async function haltStep({ planned, journal, halt, worker }: Options) {
  if (halt.reason === 'stop' || halt.reason === 'lost') {
    return;
  }
  await journal.update(planned.step.id, {
    status: 'cancelled',
    message:
      halt.reason === 'cancel'
        ? 'Stopped, because the run was cancelled'
        : 'Stopped, because another step failed',
    finishedAt: worker.now().toISOString(),
  });
}
