import {
  optional,
  type Receipt,
  type RunEvent,
  type RunStep,
  type RunWithEvents,
  describeObject,
  sameObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { LeaseLostError } from '../../database/LeaseLostError';
import type { Lease } from '../../database/RunStore';
import { NoAnswerError } from './answering';
import type { RunWorkerOptions } from './RunWorker';

/**
 * Writes what happens in a run, in the order in which it happens, and only while the lease is held:
 * once it was lost, nothing is written any more. Each entry is told to whoever watches.
 */
export class RunJournal {
  readonly #options: RunWorkerOptions;
  readonly #lease: Lease;
  readonly #steps: Map<string, RunStep>;
  #lost = false;
  /** Entries take turns, so that a step's newest state is also the last one written. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    options: RunWorkerOptions,
    lease: Lease,
    run: Pick<RunWithEvents, 'steps'>,
  ) {
    this.#options = options;
    this.#lease = lease;
    this.#steps = new Map(run.steps.map(step => [step.id, step]));
  }

  /** Steps as last written, in the order of the plan. */
  get steps(): readonly RunStep[] {
    return [...this.#steps.values()];
  }

  /** Whether the run has changed anything, for all that is known. */
  get hasWritten(): boolean {
    return this.steps
      .flatMap(({ receipts }) => receipts)
      .some(receipt => wrote(receipt) || receipt.result === 'uncertain');
  }

  step(id: string): RunStep | undefined {
    return this.#steps.get(id);
  }

  /** Extends the lease; throws `LeaseLostError` when somebody else has it. */
  async beat(): Promise<void> {
    const { runs, now, config } = this.#options;
    await this.#held(() =>
      runs.heartbeat(this.#lease, now(), config.runs.leaseMs),
    );
  }

  /** No more entries: the lease is taken to be lost. */
  abandon(): void {
    this.#lost = true;
  }

  async event(
    type: RunEvent['type'],
    message: string,
    stepId?: string,
  ): Promise<void> {
    await this.beat();
    await this.#append(type, message, stepId);
    await this.tell();
  }

  /** Changes a step and, where given, adds the event of the change. */
  async update(
    id: string,
    change: Partial<RunStep>,
    event?: { readonly type: RunEvent['type']; readonly message: string },
  ): Promise<void> {
    const before = this.#steps.get(id);
    if (!before) {
      throw new Error(`Run ${this.#lease.runId} has no step ${id}`);
    }
    const { silences = [], ...rest } = { ...before, ...change };
    const step: RunStep = {
      ...rest,
      ...optional({ silences: silences.length > 0 ? silences : undefined }),
    };
    this.#steps.set(id, step);
    await this.#held(() => this.#options.runs.updateStep(this.#lease, step));
    if (event) {
      await this.#append(event.type, event.message, id);
    }
    await this.tell();
  }

  /**
   * Records that a write begins, before it does: whoever finds the record after a crash sees that
   * the object may have been written. Resolves to what takes the record back.
   */
  async begin(
    stepId: string,
    { cluster, ref, attempted }: Receipt,
    message: string,
  ): Promise<() => Promise<void>> {
    const before = this.#receipts(stepId);
    const earlier = before.find(other => isOf(other, { cluster, ref }));
    const begun: Receipt = { cluster, ref, result: 'uncertain', attempted };
    await this.update(
      stepId,
      { message, receipts: replaced(before, begun) },
      { type: 'step-progress', message },
    );
    return () => {
      const others = this.#receipts(stepId).filter(
        other => !isOf(other, begun),
      );
      const receipts = earlier ? [...others, earlier] : others;
      return this.update(stepId, { receipts });
    };
  }

  /**
   * Records what became of an object. A repetition that finds nothing to do does not hide what was
   * done before.
   */
  async receipt(stepId: string, receipt: Receipt): Promise<void> {
    const before = this.#receipts(stepId);
    const kept = merged(
      before.find(other => isOf(other, receipt)),
      receipt,
    );
    await this.update(
      stepId,
      { receipts: replaced(before, kept) },
      {
        type: wrote(receipt) ? 'object-written' : 'step-progress',
        message: `${describeObject(receipt.ref)} in ${receipt.cluster}: ${
          kept.result
        }${receipt.reason ? ` (${receipt.reason})` : ''}`,
      },
    );
  }

  #receipts(stepId: string): readonly Receipt[] {
    return this.#steps.get(stepId)?.receipts ?? [];
  }

  async #append(
    type: RunEvent['type'],
    message: string,
    stepId?: string,
  ): Promise<void> {
    const { runs, now } = this.#options;
    const at = now().toISOString();
    await this.#held(() =>
      runs.addEvent(this.#lease.runId, {
        at,
        type,
        message,
        ...optional({ stepId }),
      }),
    );
  }

  #held<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(async () => {
      if (this.#lost) {
        throw new LeaseLostError(this.#lease.runId);
      }
      try {
        return await write();
      } catch (error) {
        // Whoever waited for as long as a lease lasts has lost it.
        this.#lost ||= isLeaseLost(error) || error instanceof NoAnswerError;
        throw error;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Tells whoever watches that the run has changed; that this fails does no harm. */
  async tell(): Promise<void> {
    const { publish, logger } = this.#options;
    try {
      await publish({ type: 'run', runId: this.#lease.runId });
    } catch (error) {
      logger.debug(
        `Run ${this.#lease.runId}: the signal was not sent: ${error}`,
      );
    }
  }
}

/** Another worker has the run. */
export function isLeaseLost(error: unknown): boolean {
  return error instanceof Error && error.name === 'LeaseLostError';
}

/** Whether a receipt tells of a change. */
export function wrote(receipt: Receipt): boolean {
  return ['created', 'updated', 'deleted', 'restarted'].includes(
    receipt.result,
  );
}

function merged(earlier: Receipt | undefined, receipt: Receipt): Receipt {
  if (!earlier || wrote(receipt)) {
    return receipt;
  }
  const { result, attempted } = earlier;
  const { cluster, ref } = receipt;
  // Nothing is left to do: the write that was in doubt has arrived.
  if (attempted && ['unchanged', 'absent'].includes(receipt.result)) {
    return { cluster, ref, result: attempted };
  }
  return wrote(earlier) || result === 'uncertain' ? earlier : receipt;
}

function replaced(
  receipts: readonly Receipt[],
  receipt: Receipt,
): readonly Receipt[] {
  return [...receipts.filter(other => !isOf(other, receipt)), receipt];
}

function isOf(
  receipt: Receipt,
  { cluster, ref }: Pick<Receipt, 'cluster' | 'ref'>,
): boolean {
  return receipt.cluster === cluster && sameObject(receipt.ref, ref);
}
