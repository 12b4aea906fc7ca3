import {
  assertNever,
  counted,
  describeObject,
  withoutStop,
  type NextStep,
  type Run,
  type RunStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What of a run decides what it means. */
export type JudgedRun = Pick<
  Run,
  'error' | 'id' | 'noProof' | 'outcome' | 'proof' | 'status' | 'steps'
>;

/** What a run means for a task that waits for it. */
export type RunVerdict =
  /** What it is doing, as the end of a sentence. */
  | { readonly kind: 'running'; readonly doing: string }
  | { readonly kind: 'proven' }
  /** It ended, and what it was for does not hold or is not known to hold. */
  | { readonly kind: 'unproven'; readonly reason: string };

/** What a run means for a task that waits for it. Only what was proven is well. */
export function runVerdict(run: JudgedRun): RunVerdict {
  switch (run.status) {
    case 'running':
      return { kind: 'running', doing: doing(run.steps) };
    case 'succeeded':
      return run.outcome === 'proven' ? { kind: 'proven' } : unproven(run);
    case 'cancelled':
      return ended(run, 'was cancelled');
    case 'failed':
      return ended(run, 'failed');
    case 'conflict':
      return ended(run, 'stopped at something that was changed meanwhile');
    default:
      return assertNever(run.status);
  }
}

/** How many steps are done, of how many. */
export function stepsDone(steps: readonly Pick<RunStep, 'status'>[]): string {
  const done = steps.filter(
    ({ status }) => status === 'succeeded' || status === 'proposed',
  );
  return `${done.length} of ${counted(steps.length, 'step')}`;
}

function doing(steps: readonly RunStep[]): string {
  const running = steps
    .filter(({ status }) => status === 'running')
    .map(({ title, message }) =>
      message === undefined ? title : `${title} (${message})`,
    );
  const at =
    running.length === 0 ? 'about to go on' : `at: ${running.join('; ')}`;
  return `${stepsDone(steps)} done, ${at}`;
}

function ended(run: JudgedRun, how: string): RunVerdict {
  const { error } = run;
  const why = error
    ? `. ${error.code}: ${withoutStop(error.message)}. ${withoutStop(
        error.fix,
      )}`
    : `: ${stepsDone(run.steps)} done`;
  return { kind: 'unproven', reason: `Run ${run.id} ${how}${why}` };
}

function unproven(run: JudgedRun): RunVerdict {
  const { id, outcome, proof, noProof } = run;
  const what =
    outcome === 'not-proven'
      ? `what run ${id} was for does not hold`
      : `it is not known whether what run ${id} was for holds`;
  const next = (proof?.nextSteps ?? []).map(nextStepText);
  const why = [...(noProof === undefined ? [] : [noProof]), ...next];
  return {
    kind: 'unproven',
    reason: [`All steps are done, but ${what}`, ...why].join('. '),
  };
}

const MOST_NAMES = 5;

function nextStepText(next: NextStep): string {
  switch (next.kind) {
    case 'restart-workloads': {
      const names = next.workloads.slice(0, MOST_NAMES).map(describeObject);
      const more = next.workloads.length - names.length;
      const all = more > 0 ? [...names, `${more} more`] : names;
      return `Restart ${all.join(', ')} in ${
        next.cluster
      }, or plan again with restartWorkloads`;
    }
    case 'plan-again':
      return `Plan again, which mends ${counted(next.steps.length, 'step')}`;
    case 'observe-again':
      return `Observe ${next.clusters.join(
        ', ',
      )} again: not everything was seen there`;
    default:
      return assertNever(next);
  }
}
