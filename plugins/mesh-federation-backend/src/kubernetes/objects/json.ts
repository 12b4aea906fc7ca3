/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

const EMPTY: Json = Object.freeze({});

/** The value as an object; empty when it is something else. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : EMPTY;
}

/** The value as a list; empty when it is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a non-empty string. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value as a number. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Follows names into nested objects; undefined as soon as one is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((here, key) => objectOf(here)[key], value);
}

/** String entries of an object, in its order. */
export function stringsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** Number entries of an object, in its order. */
export function numbersOf(value: unknown): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    ),
  );
}

/** Non-empty strings of a list; empty when it is something else. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap(item => textOf(item) ?? []);
}

/**
 * A value of an enum; the first of `known` is what the API means when the field is absent. Throws
 * for a value that this version does not know: what decides must not be guessed, so the section
 * that holds it is unknown.
 */
export function enumOf<T extends string>(
  value: unknown,
  known: readonly [T, ...T[]],
  where: string,
): T {
  if (value === undefined || value === null || value === '') {
    return known[0];
  }
  const found = known.find(candidate => candidate === value);
  if (found === undefined) {
    throw new Error(`${where} has the unknown value ${String(value)}`);
  }
  return found;
}

/** Istio reads its boolean environment by strconv.ParseBool. Source: istio/istio pkg/env/var.go. */
export function isTrue(value: unknown): boolean {
  return (
    value === true ||
    (typeof value === 'string' &&
      ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value))
  );
}
