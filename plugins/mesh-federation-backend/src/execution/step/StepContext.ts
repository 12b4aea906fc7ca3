import type {
  Plan,
  PlannedStep,
  Receipt,
  Step,
  StepOf,
  StepType,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationConfig } from '../../config';
import type { ClusterClients } from '../../kubernetes/ClusterClient';

/** What the execution of one step may use. */
export interface StepContext<T extends Step = Step> {
  readonly step: T;
  readonly planned: PlannedStep;
  readonly plan: Plan;
  readonly clients: ClusterClients;
  readonly config: Pick<MeshFederationConfig, 'runs' | 'tokenLifetimeSeconds'>;
  readonly now: () => Date;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Aborted when the step shall stop at its next safe point. */
  readonly signal: AbortSignal;
  /**
   * To be called right before each write: throws `LeaseLostError` when another worker has the run,
   * `StepHaltedError` when it shall stop.
   */
  guard(): Promise<void>;
  /** Records what the step does or waits for. Never with a secret. */
  progress(message: string): Promise<void>;
  /** Records what became of an object. */
  record(receipt: Receipt): Promise<void>;
}

/**
 * Executes a step and resolves to how it ended, in words. Idempotent: after a crash at any point it
 * may be called again.
 */
export type StepExecutor<T extends StepType = StepType> = (
  context: StepContext<StepOf<T>>,
) => Promise<string>;
