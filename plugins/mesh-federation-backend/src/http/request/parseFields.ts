import { InputError } from '@backstage/errors';

/** More clusters than anybody joins. */
const MOST = 1000;

/**
 * The fields of a JSON object. Throws an `InputError` that names the field when one is not among
 * those allowed.
 */
export function parseFields<K extends string>(
  body: unknown,
  allowed: readonly K[],
): Partial<Record<K, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InputError('body: must be a JSON object');
  }
  const stranger = Object.keys(body).find(
    key => !(allowed as readonly string[]).includes(key),
  );
  if (stranger !== undefined) {
    throw new InputError(
      `${stranger}: unknown field, allowed are ${allowed.join(', ')}`,
    );
  }
  return body as Partial<Record<K, unknown>>;
}

/** A list of different, non-empty strings. Throws `InputError` that names the field. */
export function parseStrings(value: unknown, field: string): readonly string[] {
  if (!Array.isArray(value)) {
    throw new InputError(`${field}: must be a list of strings`);
  }
  if (value.length > MOST) {
    throw new InputError(`${field}: must have ${MOST} items or fewer`);
  }
  const seen = new Set<string>();
  value.forEach((item, index) => {
    if (typeof item !== 'string' || item === '') {
      throw new InputError(`${field}[${index}]: must be a non-empty string`);
    }
    if (seen.has(item)) {
      throw new InputError(`${field}[${index}]: "${item}" occurs twice`);
    }
    seen.add(item);
  });
  return value;
}

/** A boolean or absent. Throws `InputError` that names the field. */
export function parseFlag(value: unknown, field: string): boolean | undefined {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new InputError(`${field}: must be true or false`);
  }
  return value;
}
