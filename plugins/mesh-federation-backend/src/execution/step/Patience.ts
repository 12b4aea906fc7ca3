import { ExponentialBackoff, noJitterGenerator } from 'cockatiel';
import { haltIfAborted } from './haltIfAborted';
import type { StepContext } from './StepContext';

type Waiting = Pick<
  StepContext,
  'config' | 'now' | 'random' | 'signal' | 'sleep' | 'tellSilence'
>;

const INITIAL_DELAY_MS = 1000;
const MAX_DELAY_MS = 10_000;

/**
 * How long a step goes on asking a cluster that does not answer, and how it spaces its questions:
 * each pause is longer than the one before and of a length that chance decides, so that calls that
 * failed together are not tried again together.
 */
export class Patience {
  /** When it ends: configuration `runs.gateTimeout` after it began. */
  readonly until: Date;
  readonly #context: Waiting;
  readonly #backoff: ExponentialBackoff<number>;
  #pauses = 0;
  #next: ReturnType<ExponentialBackoff<number>['next']>;

  constructor(context: Waiting) {
    this.#context = context;
    const { now, config, random } = context;
    this.until = new Date(now().getTime() + config.runs.gateTimeoutMs);
    this.#backoff = new ExponentialBackoff<number>({
      initialDelay: INITIAL_DELAY_MS,
      maxDelay: MAX_DELAY_MS,
      generator: (state, options) => {
        const [delay, next] = noJitterGenerator(state, options);
        return [(delay + random() * delay) / 2, next];
      },
    });
    this.#next = this.#backoff.next();
  }

  get isOver(): boolean {
    return this.#context.now() >= this.until;
  }

  /** Waits before the next question; a safe point. */
  async pause(): Promise<void> {
    const { now, sleep, signal, tellSilence } = this.#context;
    this.#pauses += 1;
    await tellSilence(this.until);
    const left = this.until.getTime() - now().getTime();
    await sleep(Math.max(0, Math.min(this.#next.duration, left)), signal);
    haltIfAborted(signal);
    this.#next = this.#next.next(undefined);
  }

  /** The cluster has answered. */
  async end(): Promise<void> {
    if (this.#pauses > 0) {
      await this.#context.tellSilence(this.until);
    }
  }
}
