import type { CallOptions } from '../ClusterClient';

/**
 * What ends a call: its deadline, the shutdown of the plugin, or whoever made it. The deadline is
 * given alone as well, to tell a call that was too slow from one that was given up.
 */
export function callSignals(
  deadlineMs: number,
  stopped: AbortSignal,
  { signal }: CallOptions,
): { readonly deadline: AbortSignal; readonly signal: AbortSignal } {
  const deadline = AbortSignal.timeout(deadlineMs);
  return {
    deadline,
    signal: AbortSignal.any([deadline, stopped, ...(signal ? [signal] : [])]),
  };
}
