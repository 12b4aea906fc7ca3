import { act, screen, waitFor, within } from '@testing-library/react';
import type { Entity } from '@backstage/catalog-model';
import {
  finding,
  optional,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import userEvent from '@testing-library/user-event';
import { anEntityMesh } from '../../../__testUtils__/anEntityMesh';
import {
  aService,
  anEntityReachability,
  explain,
} from '../../../__testUtils__/anEntityReachability';
import { aResponseError } from '../../../__testUtils__/aResponseError';
import {
  renderEntityTab,
  shownQuery,
} from '../../../__testUtils__/renderEntityTab';
import { PATIENCE } from '../../../__testUtils__/renderPage';

const BLOCKED = '?service=shop/orders&port=80&from=west&to=east';

const panel = (from: string, to: string) =>
  screen.findByRole('region', { name: `From ${from} to ${to}` }, PATIENCE);

const leg = (element: HTMLElement, name: string) =>
  within(element).getByRole('button', { name: new RegExp(`${name}`) });

function answer(reachability = anEntityReachability()) {
  return {
    getEntityReachability: async (
      _ref: unknown,
      filter: Parameters<typeof explain>[1] = {},
    ) =>
      filter.from && filter.to ? explain(reachability, filter) : reachability,
  };
}

describe('ReachabilityExplanation', () => {
  jest.setTimeout(120_000);

  it('opens for the chosen cell, changes the address, and Back closes it', async () => {
    const user = userEvent.setup();
    const { api } = await renderEntityTab();
    const cell = await screen.findByRole(
      'button',
      { name: /^From west to east:/ },
      PATIENCE,
    );

    act(() => cell.focus());
    await user.keyboard('{Enter}');

    await panel('west', 'east');
    expect(api.getEntityReachability).toHaveBeenLastCalledWith(
      { kind: 'Component', namespace: 'default', name: 'orders' },
      { from: 'west', to: 'east', port: 80, service: 'shop/orders' },
    );
    expect(shownQuery()).toEqual({
      service: 'shop/orders',
      port: '80',
      from: 'west',
      to: 'east',
    });
    expect(cell).toHaveAttribute('aria-pressed', 'true');

    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect(
      screen.queryByRole('region', { name: 'From west to east' }),
    ).not.toBeInTheDocument();
    expect(shownQuery()).toEqual({});
  });

  it('opens from the reason in the top line, and closes', async () => {
    const user = userEvent.setup();
    await renderEntityTab();

    await user.click(
      await screen.findByRole(
        'button',
        { name: 'Why? Explain west to east' },
        PATIENCE,
      ),
    );
    await panel('west', 'east');
    await user.click(
      screen.getByRole('button', { name: 'Close the explanation' }),
    );

    expect(
      screen.queryByRole('region', { name: 'From west to east' }),
    ).not.toBeInTheDocument();
    expect(shownQuery()).toEqual({ service: 'shop/orders', port: '80' });
  });

  describe('brings the reader', () => {
    const scroll = jest.spyOn(Element.prototype, 'scrollIntoView');
    const why = () =>
      screen.findByRole(
        'button',
        { name: 'Why? Explain west to east' },
        PATIENCE,
      );
    const close = () =>
      screen.getByRole('button', { name: 'Close the explanation' });

    beforeEach(() => scroll.mockClear());

    it('to it from the reason, without motion, each time, and back', async () => {
      const user = userEvent.setup();
      await renderEntityTab();

      await user.click(await why());
      const opened = await panel('west', 'east');
      expect(opened).toHaveFocus();
      expect(scroll.mock.instances).toEqual([opened]);
      expect(scroll).toHaveBeenCalledWith({
        block: 'start',
        behavior: 'instant',
      });
      await user.click(await why());
      expect(opened).toHaveFocus();
      expect(scroll).toHaveBeenCalledTimes(2);

      await user.click(close());
      expect(await why()).toHaveFocus();
    });

    it('to it by an address, and from there to its cell', async () => {
      const user = userEvent.setup();
      await renderEntityTab({ query: `${BLOCKED}#why` });

      expect(await panel('west', 'east')).toHaveFocus();
      await user.click(close());
      expect(
        screen.getByRole('button', { name: /^From west to east: Blocked/ }),
      ).toHaveFocus();
    });

    it('nowhere from a cell, where the next one may be looked at, but back', async () => {
      const user = userEvent.setup();
      await renderEntityTab();
      const cell = await screen.findByRole(
        'button',
        { name: /^From west to east: Blocked/ },
        PATIENCE,
      );

      await user.click(cell);
      await panel('west', 'east');
      expect(cell).toHaveFocus();
      expect(scroll).not.toHaveBeenCalled();

      await user.click(close());
      expect(cell).toHaveFocus();
    });
  });

  it('lists the six legs in order with the first broken one open: finding, meaning, fix, remedy and evidence', async () => {
    await renderEntityTab({ query: BLOCKED });
    const west = await panel('west', 'east');
    await within(west).findByText('The six legs', {}, PATIENCE);

    expect(
      within(west)
        .getAllByRole('button', { expanded: false })
        .map(button => button.textContent),
    ).toEqual(
      ['2Discovery', '3Naming', '4Path', '5Policy', '6Traffic'].map(start =>
        expect.stringMatching(new RegExp(`^${start}Holds`)),
      ),
    );
    expect(leg(west, 'Identity')).toHaveAttribute('aria-expanded', 'true');
    expect(leg(west, 'Identity')).toHaveTextContent('Broken, first cause');
    const details = within(
      within(west).getByRole('list', { name: 'Findings' }),
    );
    expect(details.getByText(/exchanges endpoints with/)).toBeInTheDocument();
    expect(
      details.getByText(
        /Plan a join of federation demo: it adds the roots of east/,
      ),
    ).toBeInTheDocument();
    expect(
      details.getByRole('link', { name: 'What MF2001 means' }),
    ).toHaveAttribute('href', '/mesh-federation/findings/MF2001');
    expect(
      details.getByRole('group', { name: 'Run against west' }),
    ).toHaveTextContent('kind: ConfigMap');
    expect(
      within(west).getAllByText('value of identity')[0],
    ).toBeInTheDocument();
  });

  it('says when what stands by takes over', async () => {
    const service = aService('orders', {
      judge: client => (client === 'west' ? 'standby' : 'reachable'),
    });
    const items = [
      {
        ...service,
        cells: service.cells.map(cell =>
          cell.verdict === 'standby'
            ? {
                ...cell,
                standby: {
                  nearer: ['west'],
                  rule: 'locality' as const,
                  because: [],
                  takesOver: 'when-not-ready' as const,
                },
              }
            : cell,
        ),
      },
    ];
    await renderEntityTab({
      query: BLOCKED,
      answers: answer(anEntityReachability({ items })),
    });
    const west = await panel('west', 'east');

    expect(
      await within(west).findByText(
        'Requests go to east when too few of those are ready.',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
  });

  it('copies the remedy', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await renderEntityTab({ query: BLOCKED });
    const west = await panel('west', 'east');

    await user.click(
      await within(west).findByRole(
        'button',
        { name: 'Copy the command' },
        PATIENCE,
      ),
    );

    expect(
      await within(west).findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
    expect(write).toHaveBeenCalledWith(
      expect.stringContaining('kind: ConfigMap'),
    );
  });

  it('shows what is missing of an unknown leg, and opens it', async () => {
    await renderEntityTab({
      query: '?service=shop/orders&port=80&from=north&to=east',
      answers: answer(
        anEntityReachability({
          items: [aService('orders', { judge: () => 'unknown' })],
        }),
      ),
    });
    const north = await panel('north', 'east');

    expect(
      await within(north).findByText(
        /PeerAuthentications of east: connect ECONNREFUSED/,
        {},
        PATIENCE,
      ),
    ).toBeVisible();
    expect(leg(north, 'Policy')).toHaveAttribute('aria-expanded', 'true');
  });

  it('shows conditions, roots and identities, and opens another leg on demand', async () => {
    const user = userEvent.setup();
    await renderEntityTab({
      query: '?service=shop/orders&port=80&from=north&to=east',
      answers: answer(
        anEntityReachability({
          items: [aService('orders', { judge: () => 'conditional' })],
        }),
      ),
    });
    const north = await panel('north', 'east');
    await within(north).findByText('The six legs', {}, PATIENCE);

    expect(within(north).getAllByText('Only with method GET.')).not.toEqual([]);
    expect(leg(north, 'Policy')).toHaveTextContent(/Depends/);
    expect(leg(north, 'Policy')).toHaveAttribute('aria-expanded', 'true');
    expect(leg(north, 'Path')).toHaveTextContent(/Holds/);
    expect(
      within(north).getByText('spiffe://cluster.local/ns/shop/sa/orders'),
    ).toBeInTheDocument();
    expect(
      within(north).getByRole('button', {
        name: 'Copy the full fingerprint of east',
      }),
    ).toBeInTheDocument();

    await user.click(leg(north, 'Traffic'));
    expect(within(north).getByText('value of traffic')).toBeVisible();
  });

  it('links the clusters to their entities', async () => {
    await renderEntityTab({
      query: BLOCKED,
      answers: { getEntityMesh: async () => anEntityMesh() },
    });
    const west = await panel('west', 'east');

    expect(
      await within(west).findByRole('link', { name: 'east' }, PATIENCE),
    ).toHaveAttribute('href', '/catalog/default/resource/east');
  });

  it('names the owner of the entity where nothing can be copied', async () => {
    const reachability = anEntityReachability();
    const entity: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'orders',
        annotations: { 'backstage.io/kubernetes-id': 'orders' },
      },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/shop-team' }],
    };
    await renderEntityTab({
      query: BLOCKED,
      entity,
      answers: {
        getEntityReachability: async (_ref, filter = {}) => {
          const { items, ...rest } = filter.from
            ? explain(reachability, filter)
            : reachability;
          return {
            ...rest,
            items: items.map(item => ({
              ...item,
              ...optional({
                explanation: item.explanation && {
                  ...item.explanation,
                  legs: item.explanation.legs.map(each => ({
                    ...each,
                    findings: each.findings.map(({ cluster }) =>
                      finding('MF6112', {
                        cluster: cluster!,
                        peer: 'east',
                        object: {
                          apiVersion: 'networking.istio.io/v1',
                          kind: 'DestinationRule',
                          namespace: 'shop',
                          name: 'orders',
                        },
                        params: { subset: 'v2', labels: 'version=v2' },
                        message: 'No Pod has the labels.',
                      }),
                    ),
                  })),
                },
              }),
            })),
          };
        },
      },
    });
    const west = await panel('west', 'east');

    const ask = await within(west).findByText('Whom to ask:', {}, PATIENCE);
    expect(
      within(ask.closest('p')!).getByRole('link', { name: /shop-team/ }),
    ).toBeInTheDocument();
  });

  it('is loaded again with the matrix after an observation', async () => {
    const { api, signals } = await renderEntityTab({ query: BLOCKED });
    await within(await panel('west', 'east')).findByText(
      'The six legs',
      {},
      PATIENCE,
    );
    const before = api.getEntityReachability.mock.calls.length;

    signals.send({ type: 'observation' });

    await waitFor(() =>
      expect(
        api.getEntityReachability.mock.calls
          .slice(before)
          .map(([, filter]) => filter),
      ).toEqual([
        undefined,
        { from: 'west', to: 'east', port: 80, service: 'shop/orders' },
      ]),
    );
  });

  it('says what went wrong and leaves the matrix there', async () => {
    const error = await aResponseError(503, {
      name: 'ServiceUnavailableError',
      message: 'the backend is busy',
    });
    await renderEntityTab({
      query: BLOCKED,
      answers: {
        getEntityReachability: async (_ref, filter) => {
          if (filter?.from) throw error;
          return anEntityReachability();
        },
      },
    });

    expect(await screen.findByRole('alert', {}, PATIENCE)).toHaveTextContent(
      'the backend is busy',
    );
    expect(screen.getByRole('grid')).toBeInTheDocument();
  });

  it.each([
    ['?service=shop/gone', /names a Service that this entity does not have/],
    [
      '?service=shop/orders&from=gone&to=east',
      /names a cell that this Service does not have/,
    ],
  ])('says that an address leads nowhere: %s', async (query, text) => {
    await renderEntityTab({ query });

    expect(await screen.findByText(text, {}, PATIENCE)).toBeInTheDocument();
    expect(screen.getByRole('grid')).toBeInTheDocument();
  });
});
