import type { Timestamp } from '@mesh-federation/backstage-plugin-mesh-federation-common';

const FORMAT = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** A time to the second, in the reader's language and time zone. */
export function exactTime(at: Timestamp): string {
  return FORMAT.format(new Date(at));
}
