import type {
  Run,
  RunEvent,
  RunStep,
  RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { RunEventRow, RunRow, RunStepRow } from './rows';

/** What a row of `runs` says by itself: a run without its steps and proof. */
export type RunHead = Omit<Run, 'steps' | 'proof'>;

export function toRunRow(run: Run): RunRow {
  return {
    id: run.id,
    plan_id: run.planId,
    federation: run.federation,
    kind: run.kind,
    digest: run.digest,
    status: run.status,
    approved_by: run.approvedBy,
    started_at: run.startedAt,
    finished_at: run.finishedAt ?? null,
    cancel_requested: run.cancelRequested,
    error: toJson(run.error),
    proof: toJson(run.proof),
    last_sequence: 0,
    lease_owner: null,
    lease_until: null,
    lease_epoch: 0,
  };
}

function toRunHead(row: RunRow): RunHead {
  return {
    id: row.id,
    planId: row.plan_id,
    federation: row.federation,
    kind: row.kind as Run['kind'],
    digest: row.digest,
    status: row.status as Run['status'],
    approvedBy: row.approved_by,
    startedAt: row.started_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    cancelRequested: Boolean(row.cancel_requested),
    ...(row.error !== null && { error: JSON.parse(row.error) }),
  };
}

export function toRun(row: RunRow, steps: readonly RunStepRow[]): Run {
  return {
    ...toRunHead(row),
    steps: steps.map(toRunStep),
    ...(row.proof !== null && { proof: JSON.parse(row.proof) }),
  };
}

export function toRunSummary(
  row: RunRow,
  steps: readonly Pick<RunStepRow, 'status'>[],
): RunSummary {
  return {
    ...toRunHead(row),
    stepsDone: steps.filter(
      ({ status }) => status === 'succeeded' || status === 'proposed',
    ).length,
    stepsTotal: steps.length,
  };
}

/** The columns of a step that change while it runs. */
export function toStepChanges(
  step: RunStep,
): Omit<RunStepRow, 'run_id' | 'step_id' | 'position'> {
  return {
    title: step.title,
    status: step.status,
    started_at: step.startedAt ?? null,
    finished_at: step.finishedAt ?? null,
    message: step.message ?? null,
    error: toJson(step.error),
    receipts: JSON.stringify(step.receipts),
  };
}

function toRunStep(row: RunStepRow): RunStep {
  return {
    id: row.step_id,
    title: row.title,
    status: row.status as RunStep['status'],
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.message !== null && { message: row.message }),
    ...(row.error !== null && { error: JSON.parse(row.error) }),
    receipts: JSON.parse(row.receipts),
  };
}

export function toRunEvent(row: RunEventRow): RunEvent {
  return {
    sequence: row.sequence,
    at: row.at,
    ...(row.step_id !== null && { stepId: row.step_id }),
    type: row.type as RunEvent['type'],
    message: row.message,
  };
}

export function toJson(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
