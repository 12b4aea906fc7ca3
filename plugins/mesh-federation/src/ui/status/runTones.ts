import type {
  RunStatus,
  StepStatus,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from './Tone';

const ends = {
  running: 'running',
  succeeded: 'success',
  failed: 'danger',
  cancelled: 'warning',
} as const;

/** Tone of a run. */
export const runTones: Readonly<Record<RunStatus, Tone>> = {
  ...ends,
  conflict: 'danger',
};

/** Tone of a step of a run. */
export const stepTones: Readonly<Record<StepStatus, Tone>> = {
  ...ends,
  pending: 'neutral',
  proposed: 'info',
};
