/** A page asks several times for what it shows; nobody takes what is so old for old. */
const KEEP_MS = 5_000;

/** Configurations are large. */
const MAX_KEPT = 32;

/**
 * Keeps answers for a few seconds from when they were asked for, so that all who ask the same
 * meanwhile share one, unless they want one that was asked for later. A promise that rejects is not
 * kept.
 */
export function keepShortly<T>(): (
  key: string,
  now: Date,
  ask: () => Promise<T>,
  notBefore?: Date,
) => Promise<T> {
  const kept = new Map<string, { answer: Promise<T>; askedAt: number }>();
  return (key, now, ask, notBefore) => {
    const time = now.getTime();
    for (const [name, { askedAt }] of kept) {
      if (askedAt + KEEP_MS <= time) {
        kept.delete(name);
      }
    }
    const known = kept.get(key);
    if (known && known.askedAt >= (notBefore?.getTime() ?? 0)) {
      return known.answer;
    }
    const answer = ask();
    kept.delete(key);
    kept.set(key, { answer, askedAt: time });
    answer.catch(() => kept.delete(key));
    if (kept.size > MAX_KEPT) {
      kept.delete(kept.keys().next().value!);
    }
    return answer;
  };
}
