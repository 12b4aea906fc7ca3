import type { Observed, Timestamp } from '../model';

/** The age of a conclusion: that of its oldest fact. */
export function oldest(
  facts: readonly (Observed<unknown> | Timestamp)[],
  fallback: Timestamp,
): Timestamp {
  let first = fallback;
  for (const fact of facts) {
    const at = typeof fact === 'string' ? fact : fact.at;
    // Times in UTC and of one format sort as texts.
    if (at < first) {
      first = at;
    }
  }
  return first;
}
