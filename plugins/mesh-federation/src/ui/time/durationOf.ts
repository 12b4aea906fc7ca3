import { HOUR, MINUTE, SECOND } from './durations';

/** How long something took, in the two largest units that fit. */
export type Duration =
  | { readonly unit: 'seconds'; readonly seconds: number }
  | {
      readonly unit: 'minutes';
      readonly minutes: number;
      readonly seconds: number;
    }
  | {
      readonly unit: 'hours';
      readonly hours: number;
      readonly minutes: number;
    };

/** Splits milliseconds into units; less than none counts as none. */
export function durationOf(milliseconds: number): Duration {
  const rest = Math.max(0, milliseconds);
  const whole = (unit: number) => Math.floor(rest / unit);
  if (rest < MINUTE) {
    return { unit: 'seconds', seconds: Math.round(rest / SECOND) };
  }
  const minutes = whole(MINUTE);
  return rest < HOUR
    ? { unit: 'minutes', minutes, seconds: whole(SECOND) % 60 }
    : { unit: 'hours', hours: whole(HOUR), minutes: minutes % 60 };
}
