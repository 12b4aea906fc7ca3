import type {
  ClusterClient,
  ClusterResult,
} from '../../kubernetes/ClusterClient';
import type { VirtualTime } from './VirtualTime';

const CALL_TIMEOUT_MS = 10_000;

/**
 * An API server whose process stops for a while, as by SIGSTOP: connections open, nobody answers,
 * and each call ends at its own timeout. What was sent meanwhile is done when the process goes on,
 * although nobody waits for the answer any more.
 */
export class FrozenCluster {
  /** Calls that came so far. */
  calls = 0;
  #until = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly options: {
      /** Stops at the call of this number. */
      readonly atCall: number;
      readonly ms: number;
    },
  ) {}

  /** The way to the cluster. */
  client(inner: ClusterClient): ClusterClient {
    return {
      cluster: inner.cluster,
      get: (...args) => this.#call(() => inner.get(...args)),
      list: (...args) => this.#call(() => inner.list(...args)),
      getText: (...args) => this.#call(() => inner.getText(...args)),
      apply: (...args) => this.#call(() => inner.apply(...args)),
      mergePatch: (...args) => this.#call(() => inner.mergePatch(...args)),
      create: (...args) => this.#call(() => inner.create(...args)),
      remove: (...args) => this.#call(() => inner.remove(...args)),
    };
  }

  async #call<T>(
    work: () => Promise<ClusterResult<T>>,
  ): Promise<ClusterResult<T>> {
    this.calls += 1;
    const now = this.time.now().getTime();
    if (this.calls === this.options.atCall) {
      this.#until = now + this.options.ms;
    }
    if (now >= this.#until) {
      return work();
    }
    const late = this.time.sleep(this.#until - now).then(work);
    const timeout = this.time.sleep(CALL_TIMEOUT_MS).then(
      (): ClusterResult<T> => ({
        ok: false,
        error: {
          reason: { kind: 'timeout', message: 'no answer within 10000 ms' },
        },
      }),
    );
    return Promise.race([late, timeout]);
  }
}
