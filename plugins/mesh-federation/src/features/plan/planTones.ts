import type { PlanStatus } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../../ui/status/Tone';

/** Tone of a plan. */
export const planTones: Readonly<Record<PlanStatus | 'outdated', Tone>> = {
  ready: 'info',
  blocked: 'danger',
  empty: 'neutral',
  outdated: 'neutral',
};
