import type { Timestamp } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../status/Tone';
import { DAY, HOUR } from './durations';

/** How long something is still valid, or since when it is not. */
export interface Expiry {
  readonly state: 'valid' | 'soon' | 'expired';
  readonly unit: 'hours' | 'days';
  /** Whole units that are left, or that have passed since. */
  readonly count: number;
}

/** Tone of each state of something that ends. */
export const expiryTones: Readonly<Record<Expiry['state'], Tone>> = {
  valid: 'success',
  soon: 'warning',
  expired: 'danger',
};

/**
 * What is left until a time; `now` in milliseconds since the epoch. Less than `soonMs` is soon.
 * Below two days it counts in hours.
 */
export function expiryOf(at: Timestamp, now: number, soonMs: number): Expiry {
  const left = Date.parse(at) - now;
  const distance = Math.abs(left);
  const unit = distance < 2 * DAY ? 'hours' : 'days';
  const open = left < soonMs ? 'soon' : 'valid';
  return {
    state: left <= 0 ? 'expired' : open,
    unit,
    count: Math.floor(distance / (unit === 'hours' ? HOUR : DAY)),
  };
}
