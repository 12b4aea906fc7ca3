import type { Observed } from '../../../model';

/** Applies a function to an observed value; what is unknown stays unknown. */
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
 * A look-up in a map that is made at the first question. The answers are kept, because most
 * questions come many times.
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

/** Items by namespace, then by name, so that no key has to be joined of both. */
type ByName<V> = ReadonlyMap<string, ReadonlyMap<string, V>>;

/**
 * A look-up by namespace and name. The maps are made at the first question by `mapsOf`, which is to
 * remember them: a list of things that have not changed outlives its observation.
 */
export function namedLookUp<T, V>(
  section: Observed<readonly T[]>,
  mapsOf: (items: readonly T[]) => ByName<V>,
  none: V,
): (namespace: string, name: string) => Observed<V> {
  if (section.status === 'unknown') {
    return () => section;
  }
  const { value: items, at } = section;
  return (namespace, name) => ({
    status: 'observed',
    value: mapsOf(items).get(namespace)?.get(name) ?? none,
    at,
  });
}

/** Single items by namespace and name; of several of one name, the first. */
export function byName<T extends Named>(items: readonly T[]): ByName<T> {
  return nestedMaps<T, T>(
    items,
    item => item,
    (found, item) => found ?? item,
  );
}

/** The items that have a namespace and name in common, in their order. */
export function groupByName<T>(
  items: readonly T[],
  nameOf: (item: T) => Named,
): ByName<readonly T[]> {
  return nestedMaps<T, T[]>(items, nameOf, (found = [], item) => {
    found.push(item);
    return found;
  });
}

function nestedMaps<T, V>(
  items: readonly T[],
  nameOf: (item: T) => Named,
  add: (found: V | undefined, item: T) => V,
): ByName<V> {
  const byNamespace = new Map<string, Map<string, V>>();
  for (const item of items) {
    const { namespace, name } = nameOf(item);
    let ofNamespace = byNamespace.get(namespace);
    if (ofNamespace === undefined) {
      ofNamespace = new Map();
      byNamespace.set(namespace, ofNamespace);
    }
    ofNamespace.set(name, add(ofNamespace.get(name), item));
  }
  return byNamespace;
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
    // A Map keeps the last of several entries with one key, and the first is wanted.
    items =>
      new Map([...items].reverse().map(item => [keyOf(item), item] as const)),
    undefined,
  );
}
