import type { Severity } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../../ui/status/Tone';

/** Tone of a finding. */
export const severityTones: Readonly<Record<Severity, Tone>> = {
  error: 'danger',
  warning: 'warning',
  info: 'info',
};
