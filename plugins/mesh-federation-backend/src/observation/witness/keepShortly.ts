/** A page asks several times for what it shows; nobody takes what is so old for old. */
const KEEP_MS = 5_000;

/** Configurations are large. */
const MAX_KEPT = 32;

/**
 * Keeps answers for a few seconds from when they were asked for, so that all who ask the same
 * meanwhile share one. A promise that rejects is not kept.
 */
export function keepShortly<T>(): (
  key: string,
  now: Date,
  ask: () => Promise<T>,
) => Promise<T> {
  const kept = new Map<string, { answer: Promise<T>; until: number }>();
  return (key, now, ask) => {
    const time = now.getTime();
    for (const [name, { until }] of kept) {
      if (until <= time) {
        kept.delete(name);
      }
    }
    const known = kept.get(key);
    if (known) {
      return known.answer;
    }
    const answer = ask();
    kept.set(key, { answer, until: time + KEEP_MS });
    answer.catch(() => kept.delete(key));
    if (kept.size > MAX_KEPT) {
      kept.delete(kept.keys().next().value!);
    }
    return answer;
  };
}
