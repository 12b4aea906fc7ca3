import { InputError } from '@backstage/errors';

/** A place in a list as an opaque text. */
export function toCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** A whole number from 0 up. */
export const NUMBER = /^\d{1,15}$/;

/** What a column of text can hold: PostgreSQL takes no NUL. */
export const TEXT = /^[^\0]{1,512}$/;

/**
 * The place that a cursor names, each part of its form.
 *
 * @throws InputError for a text that `toCursor` did not make for a list of this kind.
 */
export function fromCursor(
  cursor: string,
  parts: readonly RegExp[],
): readonly string[] {
  try {
    const place: unknown = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    if (
      Array.isArray(place) &&
      place.length === parts.length &&
      parts.every(
        (form, index) =>
          typeof place[index] === 'string' && form.test(place[index]),
      )
    ) {
      return place;
    }
  } catch {
    // Said below.
  }
  throw new InputError('cursor: is not one that this list gave');
}
