import type {
  Paged,
  PageRequest,
  Plan,
  PlanRun,
  Proof,
  Run,
  RunError,
  RunEvent,
  RunOutcome,
  RunStatus,
  RunStep,
  RunSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The right to work on a run, held by one worker for a limited time. */
export interface Lease {
  readonly runId: string;
  readonly owner: string;
}

/**
 * Runs, their steps and events. Everything that happens in a run is written here before it counts.
 * Every method that takes a `Lease` throws `LeaseLostError` (MF7008) when another worker holds it,
 * and writes nothing.
 */
export interface RunStore {
  /**
   * One run at a time for each cluster: throws a ConflictError that names the other run when a
   * running one shares a cluster with this one; or when the plan was declined.
   */
  createRun(run: Run, clusters: readonly string[]): Promise<void>;
  /**
   * Sets a failed or cancelled run to work again, with steps and event as given. Throws a
   * ConflictError when it is neither, or when a running run holds one of the clusters.
   */
  reopenRun(
    run: Run,
    clusters: readonly string[],
    event: Omit<RunEvent, 'sequence'>,
  ): Promise<void>;
  getRun(id: string): Promise<Run | undefined>;
  /** Newest first. */
  listRuns(
    filter?: { readonly federation?: string },
    page?: PageRequest,
  ): Promise<Paged<RunSummary>>;
  /** The newest run of each plan that has one, by id of the plan. */
  newestOfPlans(
    planIds: readonly string[],
  ): Promise<ReadonlyMap<string, PlanRun>>;
  /** The run that holds one of the clusters, if one does. */
  holderOf(
    clusters: readonly string[],
  ): Promise<{ readonly cluster: string; readonly runId: string } | undefined>;
  /**
   * The newest run of another plan that was at work after the plan was made, of one of these
   * federations.
   */
  runSince(
    plan: Pick<Plan, 'id' | 'createdAt'>,
    federations: readonly string[],
  ): Promise<Pick<Run, 'id' | 'federation'> | undefined>;
  /** Newest first. */
  events(runId: string, page?: PageRequest): Promise<Paged<RunEvent>>;
  /** The newest event of one of these types. */
  newestEvent(
    runId: string,
    types: readonly RunEvent['type'][],
  ): Promise<RunEvent | undefined>;
  /** Takes the oldest running run without a live lease, if there is one. */
  acquire(options: {
    readonly owner: string;
    readonly now: Date;
    readonly ttlMs: number;
  }): Promise<Lease | undefined>;
  /** Extends the lease. */
  heartbeat(lease: Lease, now: Date, ttlMs: number): Promise<void>;
  updateStep(lease: Lease, step: RunStep): Promise<void>;
  addEvent(runId: string, event: Omit<RunEvent, 'sequence'>): Promise<RunEvent>;
  finish(
    lease: Lease,
    result: {
      readonly status: RunStatus;
      readonly at: string;
      readonly error?: RunError;
      readonly outcome?: RunOutcome;
      readonly noProof?: string;
    },
  ): Promise<void>;
  /** Runs that have not ended: those that a worker holds, and those that wait for one. */
  countOpen(now: Date): Promise<{ atWork: number; waiting: number }>;
  saveProof(runId: string, proof: Proof): Promise<void>;
  requestCancel(runId: string): Promise<Run>;
}
