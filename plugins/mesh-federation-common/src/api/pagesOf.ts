import type { PageRequest } from '../model';

/**
 * All pages of a list, one after the other.
 *
 * @public
 */
export async function pagesOf<P extends { readonly nextCursor?: string }>(
  ask: (page: PageRequest) => Promise<P>,
): Promise<readonly P[]> {
  const pages: P[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor === undefined ? {} : { cursor });
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}
