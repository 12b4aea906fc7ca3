import type {
  Plan,
  Run,
  RunStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * The record of a run that goes on: steps that were not done, and gates, are pending again. What
 * was written stays in the record.
 */
export function reopenedRun(run: Run, plan: Plan): Run {
  const { finishedAt, error, proof, outcome, noProof, ...kept } = run;
  // Steps that write nothing only ask: asked again, they tell whether what was done still holds.
  const gates = plan.steps
    .filter(({ objects }) => objects.length === 0)
    .map(({ step }) => step.id);
  return {
    ...kept,
    status: 'running',
    cancelRequested: false,
    steps: run.steps.map(step =>
      gates.includes(step.id) || !isDone(step) ? pending(step) : step,
    ),
  };
}

function isDone({ status }: RunStep): boolean {
  return status === 'succeeded' || status === 'proposed';
}

function pending({ id, title, receipts }: RunStep): RunStep {
  return { id, title, status: 'pending', receipts };
}
