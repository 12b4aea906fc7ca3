/**
 * Whether `live` has every field of `wanted`. Lists whose items have names are compared by name, as
 * server-side apply merges them; other lists have to be equal.
 */
export function containsFields(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(live) && containsItems(live, wanted);
  }
  if (isObject(wanted)) {
    return (
      isObject(live) &&
      Object.entries(wanted).every(([key, value]) =>
        containsFields(live[key], value),
      )
    );
  }
  return live === wanted;
}

/**
 * Whether every field that a step sets is as it was. One that was not there may be there by now, as
 * the step wants it.
 */
export function isUnmoved(
  live: unknown,
  before: unknown,
  wanted: unknown,
): boolean {
  if (isObject(wanted)) {
    const [is, was] = [live, before].map(each => (isObject(each) ? each : {}));
    return Object.entries(wanted).every(([key, value]) =>
      isUnmoved(is?.[key], was?.[key], value),
    );
  }
  if (isNamedList(wanted)) {
    return wanted.every(item =>
      isUnmoved(itemNamed(live, item.name), itemNamed(before, item.name), item),
    );
  }
  return before === undefined
    ? live === undefined || containsFields(live, wanted)
    : containsFields(live, before);
}

interface Named {
  readonly name: unknown;
}

function isNamedList(list: unknown): list is readonly Named[] {
  return (
    Array.isArray(list) &&
    list.length > 0 &&
    list.every(item => isObject(item) && 'name' in item)
  );
}

function itemNamed(list: unknown, name: unknown): unknown {
  return Array.isArray(list)
    ? list.find(item => isObject(item) && item.name === name)
    : undefined;
}

function containsItems(
  live: readonly unknown[],
  wanted: readonly unknown[],
): boolean {
  return isNamedList(wanted)
    ? wanted.every(item => containsFields(itemNamed(live, item.name), item))
    : live.length === wanted.length &&
        wanted.every((item, index) => containsFields(live[index], item));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
