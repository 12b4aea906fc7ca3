import { InputError } from '@backstage/errors';
import {
  optional,
  type Paged,
  type PageRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

const PAGE_SIZE = 100;

/**
 * A page of a list that is made anew for each request. The cursor is a place in it: what comes or
 * goes meanwhile can move an item from one page to another.
 *
 * @throws InputError for a cursor that is no place.
 */
export function pageOf<T>(
  items: readonly T[],
  { limit = PAGE_SIZE, cursor = '0' }: PageRequest,
): Paged<T> {
  if (!/^\d{1,9}$/.test(cursor)) {
    throw new InputError('cursor: is not one that this list gave');
  }
  const begin = Number(cursor);
  const end = begin + limit;
  const leftOut = items.length - end;
  return {
    items: items.slice(begin, end),
    ...optional(leftOut > 0 ? { nextCursor: String(end), leftOut } : {}),
  };
}
