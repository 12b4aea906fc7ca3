/** Waits for all promises of an object and gives their values under the same names. */
export async function allOf<T extends object>(promises: {
  readonly [K in keyof T]: Promise<T[K]>;
}): Promise<T> {
  const entries = Object.entries<Promise<unknown>>(promises);
  const values = await Promise.all(entries.map(([, promise]) => promise));
  return Object.fromEntries(
    entries.map(([name], index) => [name, values[index]]),
  ) as T;
}
