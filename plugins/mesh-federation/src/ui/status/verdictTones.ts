import type { LegStatus } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from './Tone';

/**
 * Tone of what was judged against the facts: a leg of a reachability answer, or the proof of a
 * step.
 */
export const verdictTones: Readonly<Record<LegStatus, Tone>> = {
  satisfied: 'success',
  violated: 'danger',
  unknown: 'unknown',
};
