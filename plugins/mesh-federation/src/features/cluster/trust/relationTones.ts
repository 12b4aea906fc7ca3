import type {
  DiscoveryVerdict,
  TrustVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../../../ui/status/Tone';

/** Tone of whether one cluster verifies another. */
export const trustTones: Readonly<Record<TrustVerdict, Tone>> = {
  verified: 'success',
  'verified-by-overlap': 'warning',
  'one-way': 'warning',
  broken: 'danger',
  unknown: 'unknown',
};

/** Tone of whether one cluster discovers the endpoints of another. */
export const discoveryTones: Readonly<Record<DiscoveryVerdict, Tone>> = {
  synced: 'success',
  'not-synced': 'danger',
  absent: 'neutral',
  unknown: 'unknown',
};
