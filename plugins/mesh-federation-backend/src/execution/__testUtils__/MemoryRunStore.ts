import type {
  Proof,
  Run,
  RunEvent,
  RunStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { LeaseLostError } from '../../database/LeaseLostError';
import type { Lease, RunStore } from '../../database/RunStore';

/** The run store's contract in memory. */
export class MemoryRunStore implements RunStore {
  readonly runs = new Map<string, Run>();
  readonly recorded = new Map<string, RunEvent[]>();
  readonly #leases = new Map<string, { owner: string; until: number }>();
  #epoch = 0;

  async createRun(run: Run): Promise<void> {
    this.runs.set(run.id, structuredClone(run));
    this.recorded.set(run.id, []);
  }

  async reopenRun(
    run: Run,
    _: readonly string[],
    event: Omit<RunEvent, 'sequence'>,
  ): Promise<void> {
    this.runs.set(run.id, structuredClone(run));
    await this.addEvent(run.id, event);
  }

  async getRun(id: string): Promise<Run | undefined> {
    return structuredClone(this.runs.get(id));
  }

  async listRuns(): Promise<never> {
    throw new Error('Not used by the worker');
  }

  async runSince(): Promise<never> {
    throw new Error('Not used by the worker');
  }

  async events(): Promise<never> {
    throw new Error('Not used by the worker');
  }

  async newestOfPlans(): Promise<never> {
    throw new Error('Not used by the worker');
  }

  async holderOf(): Promise<never> {
    throw new Error('Not used by the worker');
  }

  async newestEvent(
    runId: string,
    types: readonly RunEvent['type'][],
  ): Promise<RunEvent | undefined> {
    return (this.recorded.get(runId) ?? [])
      .filter(({ type }) => types.includes(type))
      .at(-1);
  }

  async acquire(options: Parameters<RunStore['acquire']>[0]) {
    const now = options.now.getTime();
    const free = [...this.runs.values()].find(
      run =>
        run.status === 'running' &&
        (this.#leases.get(run.id)?.until ?? 0) <= now,
    );
    if (!free) {
      return undefined;
    }
    this.#epoch += 1;
    const owner = `${options.owner}#${this.#epoch}`;
    this.#leases.set(free.id, { owner, until: now + options.ttlMs });
    return { runId: free.id, owner };
  }

  /** Gives the run to somebody else, as when this worker was thought dead. */
  steal(runId: string, until: Date): void {
    this.#leases.set(runId, { owner: 'thief#0', until: until.getTime() });
  }

  async heartbeat(lease: Lease, now: Date, ttlMs: number): Promise<void> {
    this.#hold(lease);
    const until = now.getTime() + ttlMs;
    this.#leases.set(lease.runId, { owner: lease.owner, until });
  }

  async updateStep(lease: Lease, step: RunStep): Promise<void> {
    const run = this.#hold(lease);
    const steps = run.steps.map(old => (old.id === step.id ? step : old));
    this.runs.set(run.id, structuredClone({ ...run, steps }));
  }

  async addEvent(
    runId: string,
    event: Omit<RunEvent, 'sequence'>,
  ): Promise<RunEvent> {
    const events = this.recorded.get(runId)!;
    const added = { ...event, sequence: events.length + 1 };
    events.push(added);
    return added;
  }

  async finish(
    lease: Lease,
    { at, ...result }: Parameters<RunStore['finish']>[1],
  ): Promise<void> {
    const run = this.#hold(lease);
    this.runs.set(run.id, { ...run, ...result, finishedAt: at });
    this.#leases.delete(run.id);
  }

  async countOpen(): Promise<never> {
    throw new Error('Not used by the worker');
  }

  async saveProof(runId: string, proof: Proof): Promise<void> {
    this.runs.set(runId, { ...this.runs.get(runId)!, proof });
  }

  async requestCancel(runId: string): Promise<Run> {
    const run = { ...this.runs.get(runId)!, cancelRequested: true };
    this.runs.set(runId, run);
    return run;
  }

  #hold(lease: Lease): Run {
    const run = this.runs.get(lease.runId)!;
    if (
      this.#leases.get(lease.runId)?.owner !== lease.owner ||
      run.status !== 'running'
    ) {
      throw new LeaseLostError(lease.runId);
    }
    return run;
  }
}
