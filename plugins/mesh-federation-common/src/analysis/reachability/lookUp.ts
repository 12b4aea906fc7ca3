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
  const groups = lazy(() =>
    mapObserved(section, items => groupBy(order(items), keysOf)),
  );
  return key => mapObserved(groups(), map => map.get(key) ?? []);
}

/** A look-up of single items whose map is made when first asked; of several with one key, the first. */
export function singleLookUp<T>(
  section: Observed<readonly T[]>,
  keyOf: (item: T) => string,
): (key: string) => Observed<T | undefined> {
  const find = groupedLookUp(section, item => [keyOf(item)]);
  return key => mapObserved(find(key), ([first]) => first);
}
