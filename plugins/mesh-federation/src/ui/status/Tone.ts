/**
 * How a status is painted. Each tone has its own shape of icon, so that color is never the only
 * sign. Only what was observed to hold is `success`.
 */
export type Tone =
  | 'success'
  /** Holds for some and not for all. */
  | 'partial'
  | 'warning'
  | 'danger'
  | 'info'
  | 'unknown'
  | 'running'
  | 'neutral';
