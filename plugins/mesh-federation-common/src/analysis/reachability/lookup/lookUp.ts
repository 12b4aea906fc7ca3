import type { Observed } from '../../../model';

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

/**
 * A look-up in a map that is made when first asked. Answers are kept, as the same are asked for
 * again and again.
 */
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

interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** A look-up of single items by namespace and name; of several of one name, the first. */
export function namedLookUp<T extends Named>(
  section: Observed<readonly T[]>,
): (namespace: string, name: string) => Observed<T | undefined> {
  return twofoldLookUp<T, T | undefined>(
    section,
    item => item,
    (found, item) => found ?? item,
    undefined,
  );
}

/** A look-up of the items that have a namespace and name in common, in their order. */
export function namedGroupLookUp<T>(
  section: Observed<readonly T[]>,
  nameOf: (item: T) => Named,
): (namespace: string, name: string) => Observed<readonly T[]> {
  return twofoldLookUp<T, readonly T[]>(
    section,
    nameOf,
    (found, item) => (found.length === 0 ? [item] : [...found, item]),
    [],
  );
}

/**
 * By namespace first, so that no text has to be made of both; the maps are made when first asked.
 */
function twofoldLookUp<T, V>(
  section: Observed<readonly T[]>,
  nameOf: (item: T) => Named,
  add: (found: V, item: T) => V,
  none: V,
): (namespace: string, name: string) => Observed<V> {
  if (section.status === 'unknown') {
    return () => section;
  }
  const { value: items, at } = section;
  const maps = lazy(() => {
    const byNamespace = new Map<string, Map<string, V>>();
    for (const item of items) {
      const { namespace, name } = nameOf(item);
      let byName = byNamespace.get(namespace);
      if (byName === undefined) {
        byName = new Map();
        byNamespace.set(namespace, byName);
      }
      byName.set(name, add(byName.get(name) ?? none, item));
    }
    return byNamespace;
  });
  return (namespace, name) => ({
    status: 'observed',
    value: maps().get(namespace)?.get(name) ?? none,
    at,
  });
}

/**
 * A look-up of single items whose map is made when first asked; of several with one key, the first.
 */
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
