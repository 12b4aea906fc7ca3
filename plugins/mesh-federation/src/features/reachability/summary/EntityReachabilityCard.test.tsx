import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import {
  aService,
  anEntityReachability,
} from '../../../__testUtils__/anEntityReachability';
import { aResponseError } from '../../../__testUtils__/aResponseError';
import { aComponent, renderEntity } from '../../../__testUtils__/renderEntity';
import { PATIENCE } from '../../../__testUtils__/renderPage';

const renderCard = (getEntityReachability: () => Promise<EntityReachability>) =>
  renderEntity('entity-card:mesh-federation/reachability', aComponent, {
    getEntityReachability,
  });

const rows = async () =>
  within(
    await screen.findByRole('list', { name: 'From each cluster' }, PATIENCE),
  )
    .getAllByRole('listitem')
    .map(row => row.textContent);

describe('EntityReachabilityCard', () => {
  jest.setTimeout(120_000);

  it('says in one sentence and per cluster from where its component is reachable, worst first', async () => {
    const { api } = renderCard(async () => anEntityReachability());

    expect(await rows()).toEqual([
      'westBlocked',
      'eastReachable',
      'northReachable',
    ]);
    expect(
      screen.getByText(
        'orders is not reachable from west, and reachable over mutual TLS from east and north. From west it is not: west does not trust the root of east.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Facts from .+ ago$/)).toBeInTheDocument();
    expect(api.getEntityReachability).toHaveBeenCalledWith({
      kind: 'Component',
      namespace: 'default',
      name: 'orders',
    });
  });

  it('paints nothing green when all is unknown', async () => {
    const { container } = renderCard(async () =>
      anEntityReachability({
        items: [aService('orders', { judge: () => 'unknown' })],
      }),
    );

    expect(await rows()).toEqual([
      'eastUnknown',
      'northUnknown',
      'westUnknown',
    ]);
    expect(container.querySelector('[data-tone="success"]')).toBeNull();
  });

  it('shows the six worst of many clusters and counts the others', async () => {
    const clusters = 'abcdefgh'.split('');
    renderCard(async () =>
      anEntityReachability({
        items: [
          aService('orders', {
            clusters,
            judge: client => (client === 'h' ? 'blocked' : 'reachable'),
          }),
        ],
      }),
    );

    expect((await rows())[0]).toBe('hBlocked');
    expect(await rows()).toHaveLength(6);
    expect(screen.getByText('and 2 more clusters')).toBeInTheDocument();
  });

  it('tells of declared needs that are not reachable', async () => {
    const need = (verdict: 'blocked' | 'partly' | 'reachable') => ({
      entityRef: `component:default/${verdict}`,
      relation: 'dependsOn' as const,
      verdict,
      summary: verdict,
      from: [],
    });
    renderCard(async () =>
      anEntityReachability({
        needs: [need('blocked'), need('partly'), need('reachable')],
      }),
    );

    expect(
      await screen.findByText(
        '1 declared need is not reachable from every cluster.',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 declared need is reachable only in part.'),
    ).toBeInTheDocument();
  });

  it('says when nothing matched', async () => {
    renderCard(async () =>
      anEntityReachability({
        items: [],
        presence: [{ cluster: 'east', presence: 'absent', services: [] }],
      }),
    );

    expect(
      await screen.findByText(
        'No cluster has a Service of orders.',
        {},
        PATIENCE,
      ),
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

  it('does not appear on a component that names no Kubernetes objects', async () => {
    renderEntity('entity-card:mesh-federation/reachability', {
      ...aComponent,
      metadata: { name: 'paper' },
    });

    expect(
      await screen.findByTestId('empty-entity-page', {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('has nothing that axe objects to', async () => {
    const { container } = renderCard(async () => anEntityReachability());
    await rows();

    expect((await axe(container)).violations).toEqual([]);
  });
});
