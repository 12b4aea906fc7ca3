import type { PageRequest } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { loadPages } from './loadPages';

const ALL = Array.from({ length: 1200 }, (_, index) => index);

/** As the backend gives a list. */
async function list({ limit = 100, cursor = '0' }: PageRequest) {
  const begin = Number(cursor);
  const left = ALL.length - begin - limit;
  return {
    items: ALL.slice(begin, begin + limit),
    ...(left > 0
      ? { nextCursor: String(begin + limit), leftOut: left }
      : undefined),
  };
}

describe('loadPages', () => {
  it('loads all of a list, page by page', async () => {
    const asked = jest.fn(list);

    expect(await loadPages(asked)).toEqual({ items: ALL, leftOut: 0 });
    expect(asked.mock.calls).toEqual([
      [{ limit: 500 }],
      [{ limit: 500, cursor: '500' }],
      [{ limit: 500, cursor: '1000' }],
    ]);
  });

  it('loads no more than is wanted, and says what is missing', async () => {
    expect(await loadPages(list, 20)).toEqual({
      items: ALL.slice(0, 20),
      leftOut: 1180,
    });
    expect(await loadPages(list, 700)).toEqual({
      items: ALL.slice(0, 700),
      leftOut: 500,
    });
  });
});
