import {
  describeObject,
  type RunError,
  type RunStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { executeStep } from '../steps/executeStep';
import { contextOf } from './contextOf';
import { isLeaseLost } from './RunJournal';
import { unforeseen } from '../step/runErrors';
import { StepFailedError } from '../step/StepFailedError';
import { StepHaltedError } from '../step/StepHaltedError';

/** How a step failed; undefined when it did not. */
export interface StepFailure {
  readonly error: RunError;
  readonly conflict: boolean;
  /** Only what needs the step's cluster stops; whatever else the run has to do goes on. */
  readonly confined: boolean;
}

/**
 * Writes into the journal how one step began and ended. Throws only when the record cannot be
 * written.
 */
export async function recordStep(
  options: Parameters<typeof contextOf>[0],
): Promise<StepFailure | undefined> {
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
    const doubt = uncertainWrites(journal.step(id));
    const runError = doubt
      ? { ...failed, message: `${failed.message}; ${doubt}` }
      : failed;
    await journal.update(
      id,
      {
        status: 'failed',
        error: runError,
        message: runError.message,
        finishedAt: timestamp(),
        silences: [],
      },
      { type: 'step-failed', message: `${runError.code}: ${runError.message}` },
    );
    const confined = known?.confined ?? false;
    if (!confined) {
      halt.now('failure');
    }
    return { error: runError, conflict: known?.conflict ?? false, confined };
  }
}

type Options = Parameters<typeof recordStep>[0];

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
      silences: [],
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
  const doubt = uncertainWrites(journal.step(planned.step.id));
  const message =
    halt.reason === 'cancel'
      ? 'Stopped, because the run was cancelled'
      : 'Stopped, because another step failed';
  await journal.update(planned.step.id, {
    status: 'cancelled',
    message: doubt ? `${message}; ${doubt}` : message,
    silences: [],
    finishedAt: worker.now().toISOString(),
  });
}

/** Names the objects of which nobody knows whether they were written. */
function uncertainWrites(step: RunStep | undefined): string | undefined {
  const objects = (step?.receipts ?? [])
    .filter(({ result }) => result === 'uncertain')
    .map(({ cluster, ref }) => `${describeObject(ref)} in ${cluster}`);
  return objects.length > 0
    ? `whether the write of ${objects.join(' and ')} has arrived is not known`
    : undefined;
}
