import type { PlanStatus } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../../ui/status/Tone';

/** How it stands with a plan that has no run. */
export type PlanStanding = PlanStatus | 'outdated' | 'declined' | 'requested';

/** Tone of a plan. */
export const planTones: Readonly<Record<PlanStanding, Tone>> = {
  ready: 'info',
  blocked: 'danger',
  empty: 'neutral',
  outdated: 'neutral',
  declined: 'neutral',
  requested: 'warning',
};
