import type { EntityReachabilityFilter } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aService,
  aSurvey,
  anEntityReachability,
} from '../../../__testUtils__/anEntityReachability';
import {
  renderEntityTab,
  shownQuery,
} from '../../../__testUtils__/renderEntityTab';
import { PATIENCE } from '../../../__testUtils__/renderPage';

function services(count: number) {
  return Array.from({ length: count }, (_, index) =>
    aService(`service-${String(index).padStart(3, '0')}`, {
      judge: client =>
        index === 7 && client === 'west' ? 'blocked' : 'reachable',
    }),
  );
}

async function renderList(count: number, query?: string) {
  await renderEntityTab({
    query,
    answers: {
      getEntityReachability: async () =>
        anEntityReachability({ items: services(count) }),
    },
  });
  return screen.findByRole('listbox', { name: 'Services and ports' }, PATIENCE);
}

const grid = (service: string) =>
  screen.findByRole('grid', {
    name: `Reachability of shop/${service} port 80`,
  });

/** Elements have no size in jsdom, and a list of unknown size renders every row. */
function giveElementsASize() {
  Object.defineProperties(HTMLElement.prototype, {
    clientWidth: { configurable: true, value: 320 },
    clientHeight: { configurable: true, value: 448 },
  });
}

function takeTheSizeAway() {
  const { prototype } = HTMLElement as {
    prototype: { clientWidth?: number; clientHeight?: number };
  };
  delete prototype.clientWidth;
  delete prototype.clientHeight;
}

describe('ReachabilityServiceList', () => {
  afterEach(takeTheSizeAway);
  jest.setTimeout(120_000);

  it('sorts twenty Services worst first, says how many are as bad as the worst, and shows the worst', async () => {
    const list = within(await renderList(20));

    expect(list.getAllByRole('option')[0]).toHaveTextContent(
      'shop/service-00780 httpBlocked',
    );
    expect(list.getAllByRole('option')[0]).toHaveAttribute(
      'aria-selected',
      'true',
    );
    expect(
      screen.getByRole('heading', {
        name: '1 of 20 Services and ports of orders is not reachable from every cluster.',
      }),
    ).toBeInTheDocument();
    expect(await grid('service-007')).toBeInTheDocument();
    expect(
      screen.getByRole('heading', {
        name: 'shop/service-007:80 is not reachable from west, and reachable over mutual TLS from east and north.',
      }),
    ).toBeInTheDocument();
  });

  it('chooses by pointer and puts the choice into the address', async () => {
    const user = userEvent.setup();
    const list = within(await renderList(20));

    await user.click(list.getByRole('option', { name: /service-002/ }));

    expect(await grid('service-002')).toBeInTheDocument();
    expect(shownQuery()).toEqual({ service: 'shop/service-002', port: '80' });
  });

  it('chooses by arrow keys, Home and End', async () => {
    const user = userEvent.setup();
    const list = await renderList(20);

    act(() => list.focus());
    await user.keyboard('{ArrowDown}');
    expect(await grid('service-000')).toBeInTheDocument();
    await user.keyboard('{End}');
    expect(await grid('service-019')).toBeInTheDocument();
    await user.keyboard('{ArrowDown}{Home}');
    expect(await grid('service-007')).toBeInTheDocument();
  });

  it('searches, and says when nothing is found', async () => {
    const user = userEvent.setup();
    const list = within(await renderList(20));
    const search = screen.getByRole('searchbox', { name: 'Search Services' });

    await user.type(search, '01');
    expect(list.getAllByRole('option')).toHaveLength(11);
    expect(screen.getByText('11 of 20 Services and ports')).toBeInTheDocument();
    await user.type(search, ' nothing');
    expect(screen.getByText('No Service is like this.')).toBeInTheDocument();
  });

  it('chooses nothing when the focus comes into a list without the chosen one', async () => {
    const user = userEvent.setup();
    const list = await renderList(20);
    await user.type(screen.getByRole('searchbox'), '01');

    act(() => list.focus());
    expect(within(list).getAllByRole('option')[0]).toHaveFocus();
    expect(shownQuery()).toEqual({});
    await user.keyboard('{ArrowDown}{Enter}');
    expect(await grid('service-010')).toBeInTheDocument();
  });

  it('shows those of one verdict', async () => {
    const user = userEvent.setup();
    const list = within(await renderList(20));

    await user.click(screen.getByRole('button', { name: /Show$/ }));
    await user.click(screen.getByRole('option', { name: 'Blocked (1)' }));

    expect(list.getAllByRole('option')).toHaveLength(1);
    expect(list.getByRole('option')).toHaveTextContent('service-007');
    expect(screen.getByText('1 of 20 Services and ports')).toBeInTheDocument();
  });

  it('sorts by name', async () => {
    const user = userEvent.setup();
    const list = within(await renderList(20));

    await user.click(screen.getByRole('button', { name: /Sort/ }));
    await user.click(screen.getByRole('option', { name: 'By name' }));

    expect(list.getAllByRole('option')[0]).toHaveTextContent('service-000');
  });

  it('needs no search in a short list', async () => {
    await renderList(6);

    expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
  });

  it('keeps only the rows in view in the page of 500, and says how many there are', async () => {
    giveElementsASize();
    const list = await renderList(500);
    expect(within(list).getAllByRole('option').length).toBeLessThan(30);
    expect(within(list).getAllByRole('option')[0]).toHaveAttribute(
      'aria-setsize',
      '500',
    );

    list.scrollTop = 20_000;
    fireEvent.scroll(list);

    const [first] = within(list).getAllByRole('option');
    expect(Number(first.getAttribute('aria-posinset'))).toBeGreaterThan(300);
  });

  it('opens what the address names', async () => {
    await renderList(20, '?service=shop/service-011&port=80');

    expect(await grid('service-011')).toBeInTheDocument();
  });

  it('scrolls to what the address names in a long list', async () => {
    giveElementsASize();
    const list = await renderList(500, '?service=shop/service-300&port=80');

    await waitFor(() => expect(list.scrollTop).toBeGreaterThan(18_000));
    fireEvent.scroll(list);
    expect(
      within(list).getByRole('option', { name: /service-300/ }),
    ).toHaveAttribute('aria-selected', 'true');
  });

  it('shows a page, loads more, and says what nobody has looked at', async () => {
    const all = services(30);
    const survey = aSurvey({ services: 32, unexamined: 2 });
    const getEntityReachability = jest.fn(
      async (_: unknown, filter: EntityReachabilityFilter = {}) =>
        filter.cursor === 'second'
          ? anEntityReachability({ items: all.slice(20), survey })
          : anEntityReachability({
              items: all.slice(0, 20),
              survey,
              nextCursor: 'second',
            }),
    );
    await renderEntityTab({ answers: { getEntityReachability } });
    const user = userEvent.setup();

    expect(
      await screen.findByText(/^Services loaded: 20 of 32\./, {}, PATIENCE),
    ).toBeInTheDocument();
    expect(screen.getByText(/^2 Services were not judged/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Show more' }));

    expect(
      await screen.findByText('30 Services and ports', {}, PATIENCE),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
    expect(getEntityReachability).toHaveBeenLastCalledWith(expect.anything(), {
      cursor: 'second',
    });
  });

  it('opens a Service of another page that the address names', async () => {
    const all = services(30);
    await renderEntityTab({
      query: '?service=shop/service-025&port=80',
      answers: {
        getEntityReachability: async (_, filter = {}) =>
          anEntityReachability({
            items:
              filter.service === 'shop/service-025'
                ? all.slice(25, 26)
                : all.slice(0, 20),
            survey: aSurvey({ services: 30 }),
            nextCursor: 'second',
          }),
      },
    });

    expect(await grid('service-025')).toBeInTheDocument();
  });

  it('searches and filters through Services that are not loaded', async () => {
    const all = services(30);
    const survey = aSurvey({
      services: 30,
      verdicts: [
        { verdict: 'blocked', count: 1 },
        { verdict: 'reachable', count: 29 },
      ],
    });
    const getEntityReachability = jest.fn(
      async (_: unknown, filter: EntityReachabilityFilter = {}) => {
        const found = all.filter(({ service }) =>
          service.name.includes(filter.search ?? ''),
        );
        return filter.search === undefined
          ? anEntityReachability({
              items: found.slice(0, 20),
              survey,
              nextCursor: 'second',
            })
          : anEntityReachability({
              items: found,
              survey,
              found: found.length,
            });
      },
    );
    await renderEntityTab({ answers: { getEntityReachability } });
    const user = userEvent.setup();
    const field = await screen.findByRole(
      'searchbox',
      { name: 'Search Services' },
      PATIENCE,
    );

    await user.type(field, '025');
    expect(
      await screen.findByRole('option', { name: /service-025/ }, PATIENCE),
    ).toBeInTheDocument();
    expect(screen.getByText('1 of 30 Services and ports')).toBeInTheDocument();
    expect(getEntityReachability).toHaveBeenLastCalledWith(expect.anything(), {
      order: 'worst',
      search: '025',
    });

    await user.clear(field);
    await user.type(field, 'nowhere');
    expect(
      await screen.findByText('No Service is like this.', {}, PATIENCE),
    ).toBeInTheDocument();
    expect(screen.getByText('0 of 30 Services and ports')).toBeInTheDocument();
  });
});
