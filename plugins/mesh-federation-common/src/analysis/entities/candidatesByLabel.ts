import { remembered } from '../remembered';
import type { LabelRequirement } from '../labelSelectors';

interface Labeled {
  readonly labels: Readonly<Record<string, string>>;
}

type ByValue = ReadonlyMap<string, readonly Labeled[]>;

/** For each list the items by label key and value; kept as long as the list itself. */
const indexes = remembered(
  (_: readonly Labeled[]) => new Map<string, ByValue>(),
);

/**
 * The items that can meet the requirements: those with a wanted value of one label, so that a
 * selector is not tried on thousands of items each time it is asked. All items when no requirement
 * names a value.
 */
export function candidatesByLabel<T extends Labeled>(
  items: readonly T[],
  requirements: readonly LabelRequirement[],
): readonly T[] {
  const wanted = requirements.find(({ operator }) => operator === 'In');
  if (!wanted) {
    return items;
  }
  const byValue = indexOf(items, wanted.key);
  return [...new Set(wanted.values)].flatMap(
    value => (byValue.get(value) ?? []) as readonly T[],
  );
}

function indexOf(items: readonly Labeled[], key: string): ByValue {
  const keys = indexes(items);
  const known = keys.get(key);
  if (known) {
    return known;
  }
  const byValue = new Map<string, Labeled[]>();
  for (const item of items) {
    if (Object.hasOwn(item.labels, key)) {
      const value = item.labels[key]!;
      const same = byValue.get(value);
      if (same) {
        same.push(item);
      } else {
        byValue.set(value, [item]);
      }
    }
  }
  keys.set(key, byValue);
  return byValue;
}
