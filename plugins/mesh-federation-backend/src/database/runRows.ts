import {
  optional,
  type Run,
  type RunEvent,
  type RunOutcome,
  type RunStep,
  type RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepCounts } from './queries/countSteps';
import type { RunEventRow, RunRow, RunStepRow } from './queries/rows';

/** What a row of `runs` says by itself: a run without its steps and proof. */
export type RunHead = Omit<Run, 'steps' | 'proof'>;

/** A run without its proof, which can be large. */
export type RunHeadRow = Omit<RunRow, 'proof'>;

/** The columns of a {@link RunHeadRow}; the compiler misses none. */
export const RUN_HEAD = Object.keys({
  id: true,
  plan_id: true,
  federation: true,
  kind: true,
  digest: true,
  status: true,
  approved_by: true,
  started_at: true,
  finished_at: true,
  cancel_requested: true,
  error: true,
  outcome: true,
  no_proof: true,
  last_sequence: true,
  lease_owner: true,
  lease_until: true,
  lease_epoch: true,
} satisfies Record<keyof RunHeadRow, true>) as readonly (keyof RunHeadRow)[];

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
    outcome: run.outcome ?? null,
    no_proof: run.noProof ?? null,
    last_sequence: 0,
    lease_owner: null,
    lease_until: null,
    lease_epoch: 0,
  };
}

function toRunHead(row: RunHeadRow): RunHead {
  return {
    id: row.id,
    planId: row.plan_id,
    federation: row.federation,
    kind: row.kind as Run['kind'],
    digest: row.digest,
    status: row.status as Run['status'],
    approvedBy: row.approved_by,
    startedAt: row.started_at,
    ...optional({
      finishedAt: row.finished_at !== null ? row.finished_at : undefined,
    }),
    cancelRequested: Boolean(row.cancel_requested),
    ...optional({
      error: row.error !== null ? JSON.parse(row.error) : undefined,
      outcome: (row.outcome as RunOutcome | null) ?? undefined,
      noProof: row.no_proof ?? undefined,
    }),
  };
}

export function toRun(row: RunRow, steps: readonly RunStepRow[]): Run {
  return {
    ...toRunHead(row),
    steps: steps.map(toRunStep),
    ...optional({
      proof: row.proof !== null ? JSON.parse(row.proof) : undefined,
    }),
  };
}

export function toRunSummary(
  row: RunHeadRow,
  steps: StepCounts | undefined,
): RunSummary {
  return {
    ...toRunHead(row),
    stepsDone: steps?.done ?? 0,
    stepsTotal: steps?.total ?? 0,
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
    progress: toJson(
      optional({ silences: step.silences, remaining: step.remaining }),
    ),
    receipts: JSON.stringify(step.receipts),
  };
}

function toRunStep(row: RunStepRow): RunStep {
  return {
    id: row.step_id,
    title: row.title,
    status: row.status as RunStep['status'],
    ...optional({
      startedAt: row.started_at !== null ? row.started_at : undefined,
      finishedAt: row.finished_at !== null ? row.finished_at : undefined,
      message: row.message !== null ? row.message : undefined,
      error: row.error !== null ? JSON.parse(row.error) : undefined,
    }),
    ...(row.progress === null ? {} : JSON.parse(row.progress)),
    receipts: JSON.parse(row.receipts),
  };
}

export function toRunEvent(row: RunEventRow): RunEvent {
  return {
    sequence: row.sequence,
    at: row.at,
    ...optional({ stepId: row.step_id !== null ? row.step_id : undefined }),
    type: row.type as RunEvent['type'],
    message: row.message,
  };
}

export function toJson(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
