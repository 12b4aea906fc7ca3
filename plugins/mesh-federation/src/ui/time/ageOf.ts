import type { Timestamp } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** How long ago something was, in the largest fitting unit. */
export interface Age {
  readonly unit: 'now' | 'seconds' | 'minutes' | 'hours' | 'days';
  readonly count: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Age of a time; `now` in milliseconds since the epoch. A time ahead of this browser's clock counts as now. */
export function ageOf(at: Timestamp, now: number): Age {
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
  if (seconds < 5) return { unit: 'now', count: 0 };
  if (seconds < MINUTE) return { unit: 'seconds', count: seconds };
  if (seconds < HOUR) {
    return { unit: 'minutes', count: Math.floor(seconds / MINUTE) };
  }
  if (seconds < DAY) {
    return { unit: 'hours', count: Math.floor(seconds / HOUR) };
  }
  return { unit: 'days', count: Math.floor(seconds / DAY) };
}
