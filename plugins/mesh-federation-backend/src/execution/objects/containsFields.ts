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

function containsItems(
  live: readonly unknown[],
  wanted: readonly unknown[],
): boolean {
  if (wanted.every(item => isObject(item) && 'name' in item)) {
    return wanted.every(item =>
      live.some(
        candidate =>
          isObject(candidate) &&
          isObject(item) &&
          candidate.name === item.name &&
          containsFields(candidate, item),
      ),
    );
  }
  return (
    live.length === wanted.length &&
    wanted.every((item, index) => containsFields(live[index], item))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
