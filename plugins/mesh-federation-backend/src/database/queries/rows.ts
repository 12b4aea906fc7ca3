/**
 * Columns of the tables as the migrations make them. Times are ISO 8601 in UTC, so that they sort
 * as text.
 */

export interface FederationRow {
  readonly name: string;
  readonly description: string | null;
  readonly members: string;
  readonly reader: string;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly updated_by: string;
}

export interface PlanRow {
  readonly id: string;
  readonly federation: string;
  readonly status: string;
  readonly created_at: string;
  readonly created_by: string;
  readonly request: string;
  readonly digest: string;
  readonly steps: number;
  readonly body: string;
  readonly approval_request: string | null;
  readonly declined: string | null;
}

export interface RunRow {
  readonly id: string;
  readonly plan_id: string;
  readonly federation: string;
  readonly kind: string;
  readonly digest: string;
  readonly status: string;
  readonly approved_by: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  /** SQLite has no booleans: 0 or 1 there. */
  readonly cancel_requested: boolean | number;
  readonly error: string | null;
  readonly proof: string | null;
  readonly outcome: string | null;
  readonly no_proof: string | null;
  readonly last_sequence: number;
  readonly lease_owner: string | null;
  readonly lease_until: string | null;
  readonly lease_epoch: number;
}

export interface RunClusterRow {
  readonly cluster: string;
  readonly run_id: string;
}

export interface RunStepRow {
  readonly run_id: string;
  readonly step_id: string;
  readonly position: number;
  readonly title: string;
  readonly status: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly message: string | null;
  readonly error: string | null;
  readonly progress: string | null;
  readonly receipts: string;
}

export interface RunEventRow {
  readonly run_id: string;
  readonly sequence: number;
  readonly at: string;
  readonly step_id: string | null;
  readonly type: string;
  readonly message: string;
}

export interface ObservationRow {
  readonly cluster: string;
  readonly at: string;
  readonly digest: string;
  readonly body: Buffer;
}

export interface WitnessRow {
  readonly cluster: string;
  readonly namespace: string;
  readonly workload: string;
  readonly asked_at: string;
  readonly seen: string | null;
  readonly contradicted: number;
  readonly body: string;
}
