import { setTimeout } from 'node:timers/promises';

/** Resolves after `ms` milliseconds, or at once when `signal` is aborted; never rejects. Does not keep the process alive. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal, ref: false });
  } catch {
    // Aborted: the caller looks at the signal.
  }
}
