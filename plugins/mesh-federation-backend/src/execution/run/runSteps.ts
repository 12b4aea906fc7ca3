import type {
  ClusterName,
  Plan,
  PlannedStep,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import limiterFactory from 'p-limit';
import { ClusterSilences } from '../step/ClusterSilences';
import { clustersOf } from './contextOf';
import type { RunWorkerOptions } from './RunWorker';
import type { RunHalt } from './RunHalt';
import type { RunJournal } from './RunJournal';
import { recordStep, type StepFailure } from './recordStep';

/** Steps at work side by side; one that waits for a silent cluster takes no place. */
const AT_ONCE = 4;

/** Workloads that are restarted side by side, over all clusters of the run. */
const RESTARTS_AT_ONCE = 4;

/** How soon it is seen that a place became free because a cluster fell silent. */
const LOOK_MS = 1000;

/**
 * Runs the steps of a plan, each when those that it depends on are done; independent ones side by
 * side. Begins no step after the halt, none of a cluster in which a step failed, and waits for
 * those at work. Resolves to the first failure.
 */
export async function runSteps(options: {
  readonly run: Run;
  readonly plan: Plan;
  readonly journal: RunJournal;
  readonly halt: RunHalt;
  readonly worker: RunWorkerOptions;
}): Promise<StepFailure | undefined> {
  const { plan, journal, halt, worker } = options;
  const silences = new ClusterSilences();
  const restarts = limiterFactory(RESTARTS_AT_ONCE);
  const atWork = new Map<string, Promise<void>>();
  const waiting = new Set(
    plan.steps.filter(({ step }) => !isDone(journal, step.id)),
  );
  const stopped = new Set<ClusterName>();
  let failure: StepFailure | undefined;
  let broken: { readonly error: unknown } | undefined;
  const begin = (planned: PlannedStep) => {
    waiting.delete(planned);
    const work = recordStep({ ...options, planned, silences, restarts })
      .then(result => {
        failure ??= result;
        if (result) {
          stopped.add(planned.step.cluster);
        }
      })
      .catch(error => {
        broken ??= { error };
        halt.now('lost');
      })
      .finally(() => atWork.delete(planned.step.id));
    atWork.set(planned.step.id, work);
  };
  const isReady = ({ step }: PlannedStep) =>
    !clustersOf(step).some(cluster => stopped.has(cluster)) &&
    step.dependsOn.every(id => isDone(journal, id));
  const hasPlace = () =>
    [...atWork.keys()].filter(id => !journal.step(id)?.silences).length <
    AT_ONCE;
  for (;;) {
    for (const planned of [...waiting]) {
      if (isReady(planned) && hasPlace() && !halt.signal.aborted) {
        begin(planned);
      }
    }
    if (atWork.size === 0) {
      break;
    }
    const nap = new AbortController();
    await Promise.race([...atWork.values(), worker.sleep(LOOK_MS, nap.signal)]);
    nap.abort();
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
