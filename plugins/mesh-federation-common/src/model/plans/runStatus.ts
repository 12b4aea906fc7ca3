/** @public */
export type RunStatus =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'conflict'
  | 'cancelled';

/**
 * Whether what a run was for holds in what was observed afterwards: in every step and in the
 * running proxies of every pair. `unknown`: something could not be seen, or nothing was proved.
 *
 * @public
 */
export type RunOutcome = 'proven' | 'not-proven' | 'unknown';
