import type {
  Plan,
  PlannedStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { RunWorkerOptions } from './RunWorker';
import type { RunHalt } from './RunHalt';
import type { RunJournal } from './RunJournal';
import { recordStep, type StepFailure } from './recordStep';

/** Steps at work side by side. */
const AT_ONCE = 4;

/**
 * Runs the steps of a plan, each when those that it depends on are done; independent ones side by
 * side. Begins no step after the halt and waits for those at work. Resolves to the first failure.
 */
export async function runSteps(options: {
  readonly plan: Plan;
  readonly journal: RunJournal;
  readonly halt: RunHalt;
  readonly worker: RunWorkerOptions;
}): Promise<StepFailure | undefined> {
  const { plan, journal, halt } = options;
  const atWork = new Map<string, Promise<void>>();
  const waiting = new Set(
    plan.steps.filter(({ step }) => !isDone(journal, step.id)),
  );
  let failure: StepFailure | undefined;
  let broken: { readonly error: unknown } | undefined;
  const begin = (planned: PlannedStep) => {
    waiting.delete(planned);
    const work = recordStep({ ...options, planned })
      .then(result => {
        failure ??= result;
      })
      .catch(error => {
        broken ??= { error };
        halt.now('lost');
      })
      .finally(() => atWork.delete(planned.step.id));
    atWork.set(planned.step.id, work);
  };
  for (;;) {
    for (const planned of [...waiting]) {
      const ready = planned.step.dependsOn.every(id => isDone(journal, id));
      if (ready && atWork.size < AT_ONCE && !halt.signal.aborted) {
        begin(planned);
      }
    }
    if (atWork.size === 0) {
      break;
    }
    await Promise.race(atWork.values());
  }
  if (broken) {
    throw broken.error;
  }
  return failure;
}

/** A proposed step counts as done: the gate behind it waits until its owner has made the change. */
function isDone(journal: RunJournal, id: string): boolean {
  const status = journal.step(id)?.status;
  return status === 'succeeded' || status === 'proposed';
}
