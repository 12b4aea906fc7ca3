import type { Timestamp } from '@mesh-federation/backstage-plugin-mesh-federation-common';

const FORMAT = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** A time to the second, in the reader's language and time zone. */
export function exactTime(at: Timestamp): string {
  return FORMAT.format(new Date(at));
}

const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
});

/** A time of today to the minute, as a clock shows it. */
export function clockTime(at: Timestamp): string {
  return CLOCK.format(new Date(at));
}
