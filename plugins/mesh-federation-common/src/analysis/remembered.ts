/**
 * Computes once for each object, and keeps the result as long as the object lives. The result has
 * to depend on nothing else.
 */
export function remembered<K extends object, T>(
  compute: (key: K) => T,
): (key: K) => T {
  const results = new WeakMap<K, { readonly value: T }>();
  return key => {
    let result = results.get(key);
    if (result === undefined) {
      result = { value: compute(key) };
      results.set(key, result);
    }
    return result.value;
  };
}
