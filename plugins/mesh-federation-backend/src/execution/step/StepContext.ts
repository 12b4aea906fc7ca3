import type {
  Plan,
  PlannedStep,
  Receipt,
  Step,
  StepOf,
  StepType,
  WriteResult,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationConfig } from '../../config';
import type { ClusterClients } from '../../kubernetes/ClusterClient';
import type { PodHttp } from '../../kubernetes/PodHttp';

/** What the execution of one step may use. */
export interface StepContext<T extends Step = Step> {
  readonly step: T;
  readonly planned: PlannedStep;
  readonly plan: Plan;
  readonly clients: ClusterClients;
  /** Asks istiod itself; absent where the second witness is switched off. */
  readonly podHttp?: PodHttp;
  readonly config: Pick<MeshFederationConfig, 'runs' | 'tokenLifetimeSeconds'>;
  /** How long its gates wait, in milliseconds: longer where a change was left to its owner. */
  readonly gateTimeoutMs: number;
  readonly now: () => Date;
  /** From 0 to 1, 1 not included. */
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Aborted when the step shall stop at its next safe point. */
  readonly signal: AbortSignal;
  /**
   * To be called right before each write: throws `LeaseLostError` when another worker has the run,
   * `StepHaltedError` when it shall stop.
   */
  guard(): Promise<void>;
  /**
   * {@link guard}, and a record that a write begins: should its end never be recorded, the record
   * says that it is not known.
   */
  begin(
    receipt: Pick<Receipt, 'cluster' | 'ref'> & {
      readonly attempted: WriteResult;
    },
    message: string,
  ): Promise<BegunWrite>;
  /** Records what the step does or waits for. Never with a secret. */
  progress(message: string): Promise<void>;
  /** Records what became of an object. */
  record(receipt: Receipt): Promise<void>;
  /** Records how many workloads are still to be restarted. */
  remaining(count: number): Promise<void>;
  /** Does its work when one of the few restarts side by side over the whole run has ended. */
  paced(work: () => Promise<void>): Promise<void>;
  /** Records which clusters of the step do not answer, and until when they are asked. */
  tellSilence(until: Date): Promise<void>;
}

/** A write whose end is not recorded yet. */
export interface BegunWrite {
  /** Records what became of the object. */
  settle(result: Receipt['result']): Promise<void>;
  /** The cluster refused it: nothing was written. */
  withdraw(): Promise<void>;
  /** The step ends without knowing; the record says so already. */
  doubt(): Promise<void>;
}

/**
 * Executes a step and resolves to how it ended, in words. Idempotent: after a crash at any point it
 * may be called again.
 */
export type StepExecutor<T extends StepType = StepType> = (
  context: StepContext<StepOf<T>>,
) => Promise<string>;
