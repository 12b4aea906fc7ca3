import type {
  Paged,
  PageRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The most that the backend gives at once. */
const PAGE = 500;

/** The beginning of a list, and how much of it is missing. */
export interface LoadedList<T> {
  readonly items: readonly T[];
  readonly leftOut: number;
}

/** Loads pages of a list until it has `wanted` items of it; all of it by default. */
export async function loadPages<T>(
  list: (page: PageRequest) => Promise<Paged<T>>,
  wanted = Infinity,
): Promise<LoadedList<T>> {
  const items: T[] = [];
  let page: PageRequest = { limit: Math.min(PAGE, wanted) };
  for (;;) {
    const answer = await list(page);
    items.push(...answer.items);
    if (answer.nextCursor === undefined || items.length >= wanted) {
      return { items, leftOut: answer.leftOut ?? 0 };
    }
    page = {
      limit: Math.min(PAGE, wanted - items.length),
      cursor: answer.nextCursor,
    };
  }
}
