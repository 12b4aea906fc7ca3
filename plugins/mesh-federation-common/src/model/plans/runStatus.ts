/** @public */
export type RunStatus =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'conflict'
  | 'cancelled';
