import { InputError } from '@backstage/errors';

/** A place in a list as an opaque text. */
export function toCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * The place that a cursor names.
 *
 * @throws InputError for a text that `toCursor` did not make for a list of this kind.
 */
export function fromCursor(cursor: string, parts: number): readonly string[] {
  try {
    const place: unknown = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    if (
      Array.isArray(place) &&
      place.length === parts &&
      place.every(part => typeof part === 'string')
    ) {
      return place;
    }
  } catch {
    // Said below.
  }
  throw new InputError('cursor: is not one that this list gave');
}
