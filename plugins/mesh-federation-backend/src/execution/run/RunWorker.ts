import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ClusterName,
  MeshFederationSignal,
  ObjectRef,
  Plan,
  Proof,
  Receipt,
  Run,
  RunError,
  RunOutcome,
  RunStatus,
  WriteResult,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationConfig } from '../../config';
import type { FederationStore } from '../../database/FederationStore';
import type { RunStore } from '../../database/RunStore';
import type { PodHttp } from '../../kubernetes/PodHttp';
import type { ClusterClients } from '../../kubernetes/ClusterClient';

/** Works on runs: takes them by lease, executes their steps, resumes those whose worker died. */
export interface RunWorker {
  /** Looks for work now; called after a run was created. Returns at once. */
  wake(): void;
  start(): Promise<void>;
  /** Stops taking work and gives up the lease without failing the run. */
  stop(): Promise<void>;
  /** When it last looked for work; undefined before it has started. */
  readonly lookedAt: Date | undefined;
}

/** Told what happens to runs, to be counted. */
export interface RunTelemetry {
  runEnded(
    run: Pick<Run, 'kind'>,
    end: { readonly status: RunStatus; readonly outcome: RunOutcome },
  ): void;
  leaseLost(): void;
}

/**
 * Told of every write to a cluster and of the end of every run, for whoever audits. Never throws.
 */
export interface RunAudit {
  writeBegins(write: {
    readonly run: Run;
    readonly stepId: string;
    readonly cluster: ClusterName;
    readonly ref: ObjectRef;
    readonly attempted: WriteResult;
  }): Promise<AuditedWrite>;
  runEnded(
    run: Run,
    end: {
      readonly status: RunStatus;
      readonly outcome: RunOutcome;
      readonly error?: RunError;
    },
  ): Promise<void>;
}

/** A write that has begun. */
export interface AuditedWrite {
  ended(result: Receipt['result'] | 'refused'): Promise<void>;
}

/** All that a run worker needs; every effect is a port, so that tests bring their own. */
export interface RunWorkerOptions {
  readonly runs: RunStore;
  readonly federations: Pick<FederationStore, 'getPlan' | 'listFederations'>;
  readonly clients: ClusterClients;
  /** Asks istiod itself; absent where the second witness is switched off. */
  readonly podHttp?: PodHttp;
  /**
   * Records what a plan means beyond the clusters. Called after all steps succeeded, and again
   * after a crash; when it fails, the next worker takes the run up.
   */
  readonly settle: (plan: Plan) => Promise<void>;
  /**
   * Observes again and says for each step and pair whether it holds. Called after `settle`, and
   * when a run that has written something ends otherwise. A run without a proof has still
   * succeeded. `patient`: a cluster that does not answer is asked again for a while.
   */
  readonly prove: (
    plan: Plan,
    options: { readonly patient: boolean; readonly signal: AbortSignal },
  ) => Promise<Proof>;
  /** Tells that a run changed. Ids only. A failure is logged and does no harm. */
  readonly publish: (signal: MeshFederationSignal) => void | Promise<void>;
  readonly audit: RunAudit;
  readonly telemetry: RunTelemetry;
  readonly logger: LoggerService;
  readonly config: Pick<MeshFederationConfig, 'runs' | 'tokenLifetimeSeconds'>;
  readonly now: () => Date;
  /** From 0 to 1, 1 not included: spaces calls that are tried again. */
  readonly random: () => number;
  /** Resolves after `ms` milliseconds, or at once when `signal` is aborted; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Name of this process among the replicas, for the lease. Unique for each process start. */
  readonly owner: string;
}
