/**
 * The fields that have a value: `{ ...optional({ port, name }) }` leaves out `port` or `name` where
 * it is undefined, so that an absent field takes no place in a state, an answer or a digest.
 *
 * This is the one way to write an optional field here.
 *
 * @public
 */
export function optional<const T extends object>(
  fields: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  const present: Partial<T> = {};
  for (const name of Object.keys(fields) as (keyof T)[]) {
    if (fields[name] !== undefined) {
      present[name] = fields[name];
    }
  }
  return present as { readonly [K in keyof T]?: Exclude<T[K], undefined> };
}
