import type { Observed } from '../../model';

/** The same fact with another value; what is unknown stays so. */
export function mapObserved<T, U>(
  fact: Observed<T>,
  change: (value: T) => U,
): Observed<U> {
  return fact.status === 'unknown'
    ? fact
    : { status: 'observed', value: change(fact.value), at: fact.at };
}

/** Items by key, in their order. */
export function groupBy<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [item]);
      } else {
        group.push(item);
      }
    }
  }
  return groups;
}

/** Computes once, when first asked. */
export function lazy<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}

/** A look-up whose groups are made, of the items in the wanted order, when first asked. */
export function groupedLookUp<T>(
  section: Observed<readonly T[]>,
  keysOf: (item: T) => readonly string[],
  order: (items: readonly T[]) => readonly T[] = items => items,
): (key: string) => Observed<readonly T[]> {
  return keyedLookUp(section, items => groupBy(order(items), keysOf), []);
}

/** A look-up in a map that is made when first asked. Answers are kept, as the same are asked for again and again. */
export function keyedLookUp<T, V>(
  section: Observed<T>,
  toMap: (value: T) => ReadonlyMap<string, V>,
  otherwise: V,
): (key: string) => Observed<V> {
  const facts = lazy(() =>
    mapObserved(
      section,
      value =>
        new Map(
          Array.from(toMap(value), ([key, item]) => [
            key,
            mapObserved(section, () => item),
          ]),
        ),
    ),
  );
  const none = mapObserved(section, () => otherwise);
  return key => {
    const found = facts();
    return found.status === 'unknown' ? found : found.value.get(key) ?? none;
  };
}

/** A look-up of single items whose map is made when first asked; of several with one key, the first. */
export function singleLookUp<T>(
  section: Observed<readonly T[]>,
  keyOf: (item: T) => string,
): (key: string) => Observed<T | undefined> {
  return keyedLookUp<readonly T[], T | undefined>(
    section,
    // Of several entries with one key, a Map keeps the last.
    items =>
      new Map([...items].reverse().map(item => [keyOf(item), item] as const)),
    undefined,
  );
}
