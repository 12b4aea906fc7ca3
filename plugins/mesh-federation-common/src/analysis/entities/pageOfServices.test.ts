import { aMeshOfServices, NOW } from '@mesh-federation/fixtures';
import { createReachabilityContext } from '../reachability/lookup/context/createReachabilityContext';
import { pageOfServices } from './pageOfServices';
import type { SurveyedService } from './surveyServices';

const context = createReachabilityContext(
  aMeshOfServices().map(state => ({ state })),
  NOW,
  { federations: [] },
);

function surveyed(
  name: string,
  overrides: Partial<SurveyedService> = {},
): SurveyedService {
  return {
    service: { namespace: 'shop', name },
    rank: 0,
    ports: [{ port: { name: 'http', number: 80 }, verdict: 'blocked' }],
    cells: 4,
    ...overrides,
  };
}

const SERVICES = [
  surveyed('orders'),
  surveyed('client', { rank: 1 }),
  surveyed('only-west', { rank: 1 }),
];

/** The names on each page, from the first to the last. */
function pages(services: readonly SurveyedService[], limit?: number) {
  const found: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = pageOfServices({
      context,
      services,
      filter: {},
      ...(cursor === undefined ? {} : { cursor }),
      ...(limit === undefined ? {} : { limit }),
    });
    found.push(page.items.map(({ service }) => service.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

describe('pageOfServices', () => {
  it('gives all on one page when they are few, and no cursor', () => {
    // Service client has no port, so that there is no item of it.
    expect(pages(SERVICES)).toEqual([['orders', 'only-west']]);
  });

  it('goes through all of them, each once', () => {
    expect(pages(SERVICES, 1)).toEqual([['orders'], [], ['only-west']]);
  });

  it('ends a page early when its cells are too many, but not before the first', () => {
    const big = SERVICES.map(item => ({ ...item, cells: 2_000 }));

    expect(pages(big)).toEqual([['orders'], [], ['only-west']]);
  });

  it('goes on by name where that is the order', () => {
    const byName = [...SERVICES].reverse();
    const { items } = pageOfServices({
      context,
      services: byName,
      filter: {},
      order: 'name',
      cursor: '1/shop/only-west',
    });

    expect(items.map(({ service }) => service.name)).toEqual(['orders']);
  });

  it('goes on after a Service that is not there any more', () => {
    const { items } = pageOfServices({
      context,
      services: SERVICES,
      filter: {},
      cursor: '1/shop/gone',
    });

    expect(items.map(({ service }) => service.name)).toEqual(['only-west']);
  });
});
