import type { Observed, Timestamp } from '../model';

/** The age of a conclusion: that of its oldest fact. */
export function oldest(
  facts: readonly (Observed<unknown> | Timestamp)[],
  fallback: Timestamp,
): Timestamp {
  return facts
    .map(fact => (typeof fact === 'string' ? fact : fact.at))
    .reduce(
      (first, at) => (Date.parse(at) < Date.parse(first) ? at : first),
      fallback,
    );
}
