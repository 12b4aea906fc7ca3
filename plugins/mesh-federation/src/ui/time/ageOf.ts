import type { Timestamp } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { DAY, HOUR, MINUTE, SECOND } from './durations';

/** How long ago something was, in the largest fitting unit. */
export interface Age {
  readonly unit: 'now' | 'seconds' | 'minutes' | 'hours' | 'days';
  readonly count: number;
}

/**
 * Age of a time; `now` in milliseconds since the epoch. A time ahead of this browser's clock counts
 * as now.
 */
export function ageOf(at: Timestamp, now: number): Age {
  const age = Math.max(0, now - Date.parse(at));
  const count = (unit: number) => Math.floor(age / unit);
  if (age < 5 * SECOND) return { unit: 'now', count: 0 };
  if (age < MINUTE) return { unit: 'seconds', count: count(SECOND) };
  if (age < HOUR) return { unit: 'minutes', count: count(MINUTE) };
  if (age < DAY) return { unit: 'hours', count: count(HOUR) };
  return { unit: 'days', count: count(DAY) };
}
