import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aCell,
  aService,
  anEntityReachability,
} from '../../../__testUtils__/anEntityReachability';
import { renderEntityTab } from '../../../__testUtils__/renderEntityTab';
import { PATIENCE } from '../../../__testUtils__/renderPage';

const item = aService('orders', {
  providers: ['east', 'west'],
  judge: (client, provider) => {
    if (client === 'west') return 'blocked';
    if (client === 'north') return 'unknown';
    return provider === 'east' ? 'reachable' : 'conditional';
  },
});

async function renderMatrix(service = item) {
  await renderEntityTab({
    answers: {
      getEntityReachability: async () =>
        anEntityReachability({ items: [service] }),
    },
  });
  return screen.findByRole(
    'grid',
    { name: 'Reachability of shop/orders port 80' },
    PATIENCE,
  );
}

const cell = (from: string, to: string) =>
  screen.getByRole('button', { name: new RegExp(`^From ${from} to ${to}:`) });

describe('ReachabilityMatrix', () => {
  jest.setTimeout(120_000);

  it('has client clusters as rows and provider clusters as columns', async () => {
    const grid = within(await renderMatrix());

    expect(grid.getAllByRole('columnheader').map(h => h.textContent)).toEqual([
      'from\u00a0↓ to\u00a0→',
      'east',
      'west',
    ]);
    expect(grid.getAllByRole('rowheader').map(h => h.textContent)).toEqual([
      'east',
      'north',
      'west',
    ]);
  });

  it('calls a cell in which nothing could answer by its name, and not blocked', async () => {
    const cells = item.cells.map(each =>
      each.provider === 'west' && each.client.cluster === 'west'
        ? { ...each, idle: true as const }
        : each,
    );
    await renderMatrix({ ...item, cells });

    expect(cell('west', 'west')).toHaveTextContent(/^No endpoints/);
    expect(cell('west', 'east')).toHaveTextContent(/^Blocked/);
  });

  it('shows each verdict, path and protection in words, and says all of it to those who do not see it', async () => {
    await renderMatrix();

    expect(cell('east', 'east')).toHaveTextContent('ReachableLocalMutual TLS');
    expect(cell('east', 'west')).toHaveTextContent('ConditionalGateway');
    expect(cell('north', 'east')).toHaveTextContent(
      'UnknownGatewayMutual TLS unknown',
    );
    expect(cell('west', 'east')).toHaveTextContent('BlockedBreaks at Identity');
    expect(cell('west', 'east')).toHaveAccessibleName(
      'From west to east: Blocked. west does not trust the root of east. ' +
        'Path: through the east-west gateway of network network-east at 198.51.100.4:15443. ' +
        'Protection: No connection. Broken leg: Identity.',
    );
  });

  it('tells plaintext and doubts', async () => {
    await renderMatrix({
      ...item,
      cells: [
        aCell('east', 'east', 'reachable', {
          security: { kind: 'plaintext' },
          path: { kind: 'direct', network: 'one' },
          doubts: ['EnvoyFilter shop/limits selects the client'],
        }),
      ],
    });

    expect(cell('east', 'east')).toHaveTextContent(
      'ReachableDirectPlaintextWith assumptions',
    );
  });

  it('shows a cell that was not reported as unknown', async () => {
    const grid = within(
      await renderMatrix({ ...item, cells: item.cells.slice(1) }),
    );

    expect(grid.getAllByRole('gridcell')[0]).toHaveTextContent(
      'UnknownThe backend reported nothing.',
    );
  });

  it('has one tab stop and moves with the arrow keys', async () => {
    const user = userEvent.setup();
    await renderMatrix();
    expect(
      screen
        .getAllByRole('button', { name: /^From .* to .*: / })
        .filter(button => button.tabIndex === 0),
    ).toEqual([cell('east', 'east')]);

    act(() => cell('east', 'east').focus());
    await user.keyboard('{ArrowDown}{ArrowRight}');
    expect(cell('north', 'west')).toHaveFocus();
    expect(cell('north', 'west')).toHaveAttribute('tabindex', '0');
    expect(cell('east', 'east')).toHaveAttribute('tabindex', '-1');

    await user.keyboard('{Control>}{End}{/Control}');
    expect(cell('west', 'west')).toHaveFocus();
    await user.keyboard('{ArrowDown}{Home}');
    expect(cell('west', 'east')).toHaveFocus();
  });

  it('says when there is nothing to reach', async () => {
    await renderEntityTab({
      answers: {
        getEntityReachability: async () =>
          anEntityReachability({
            items: [aService('orders', { providers: [] })],
          }),
      },
    });

    expect(
      await screen.findByText(
        'orders has no endpoints in any cluster.',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });
});
