import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { anEntityReachability } from '../../../__testUtils__/anEntityReachability';
import { aResponseError } from '../../../__testUtils__/aResponseError';
import {
  aComponent,
  aSystem,
  renderEntity,
} from '../../../__testUtils__/renderEntity';
import { PATIENCE } from '../../../__testUtils__/renderPage';

type Part = EntityReachability['parts'][number];

const aPart = (name: string, verdict: Part['verdict']): Part => ({
  entityRef: `component:default/${name}`,
  verdict,
  summary: `Why ${name} is ${verdict}.`,
});

const renderCard = (answer: () => Promise<readonly Part[]>) =>
  renderEntity('entity-card:mesh-federation/system', aSystem, {
    getEntityReachability: async () =>
      anEntityReachability({
        matchedBy: 'none',
        items: [],
        presence: [],
        parts: await answer(),
      }),
  });

const list = async () =>
  within(
    await screen.findByRole(
      'list',
      { name: 'Components, worst first' },
      PATIENCE,
    ),
  );

describe('SystemReachabilityCard', () => {
  jest.setTimeout(120_000);

  it('lists the components as the backend ranks them, with links and reasons', async () => {
    renderCard(async () => [
      aPart('orders', 'blocked'),
      aPart('prices', 'unknown'),
      aPart('web', 'reachable'),
    ]);

    const parts = await list();
    expect(parts.getAllByRole('listitem').map(row => row.textContent)).toEqual([
      'ordersBlockedWhy orders is blocked.',
      'pricesUnknownWhy prices is unknown.',
      'webReachable',
    ]);
    expect(parts.getByRole('link', { name: 'orders' })).toBeInTheDocument();
    expect(
      screen.getByText(
        '1 of 3 components of shop is not reachable from every cluster.',
      ),
    ).toBeInTheDocument();
  });

  it('shows five of many and counts the others', async () => {
    renderCard(async () =>
      'abcdefg'.split('').map(name => aPart(name, 'reachable')),
    );

    expect((await list()).getAllByRole('listitem')).toHaveLength(5);
    expect(screen.getByText('and 2 more components')).toBeInTheDocument();
    expect(
      screen.getByText(
        'All 7 components of shop with Services are reachable from every cluster.',
      ),
    ).toBeInTheDocument();
  });

  it('says when there is nothing to show', async () => {
    renderCard(async () => []);

    expect(
      await screen.findByText(/^Nothing to show/, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    renderCard(() => new Promise(() => {}));

    expect(
      await screen.findByText('Loading…', {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('shows what failed', async () => {
    renderCard(() => Promise.reject(new Error('the backend is away')));

    expect(await screen.findByRole('alert', {}, PATIENCE)).toHaveTextContent(
      'the backend is away',
    );
  });

  it('names the permission that is missing', async () => {
    const error = await aResponseError(403, {
      name: 'NotAllowedError',
      message: 'no',
    });
    renderCard(() => Promise.reject(error));

    expect(
      await screen.findByText(/mesh-federation.entity.read/, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('does not appear on a component', async () => {
    renderEntity('entity-card:mesh-federation/system', aComponent);

    expect(
      await screen.findByTestId('empty-entity-page', {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('has nothing that axe objects to', async () => {
    const { container } = renderCard(async () => [aPart('orders', 'blocked')]);
    await list();

    expect((await axe(container)).violations).toEqual([]);
  });
});
