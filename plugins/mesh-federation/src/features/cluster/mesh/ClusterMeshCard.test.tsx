import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import {
  aClusterMesh,
  aTroubledClusterMesh,
} from '../../../__testUtils__/aClusterMesh';
import { aBlockingFinding, aFinding } from '../../../__testUtils__/aFinding';
import { anUnknownOverview } from '../../../__testUtils__/anOverview';
import { aResponseError } from '../../../__testUtils__/aResponseError';
import { aTrustReport } from '../../../__testUtils__/aTrustReport';
import {
  aClusterResource,
  aComponent,
  renderEntity,
} from '../../../__testUtils__/renderEntity';
import { PATIENCE } from '../../../__testUtils__/renderPage';

const renderCard = (getEntityMesh: () => Promise<EntityMesh>) =>
  renderEntity('entity-card:mesh-federation/cluster', aClusterResource, {
    getEntityMesh,
  });

const rows = async () =>
  within(await screen.findByRole('list', { name: 'Mesh' }, PATIENCE))
    .getAllByRole('listitem')
    .map(row => row.textContent);

describe('ClusterMeshCard', () => {
  jest.setTimeout(120_000);

  it('counts trusted peers, what ends first, and errors', async () => {
    renderCard(async () => aClusterMesh());

    expect(await rows()).toEqual([
      'Trust1 of 1 peer trusted both ways',
      expect.stringMatching(
        /^Expires firstValid, 20 days left.*Token in istio-remote-secret-west$/,
      ),
      'FindingsNo errors',
    ]);
  });

  it('shows trouble', async () => {
    renderCard(async () => ({
      ...aTroubledClusterMesh(),
      findings: [aBlockingFinding(), aFinding()],
    }));

    expect(await rows()).toEqual([
      'Trust1 of 3 peers trusted both ways',
      expect.stringMatching(/^Expires firstExpired 2 days ago/),
      'Findings1 error',
    ]);
  });

  it('counts warnings when there is no error', async () => {
    renderCard(async () => aClusterMesh({ findings: [aFinding()] }));

    expect(await rows()).toContain('Findings1 warning');
  });

  it('paints nothing green of a cluster that never answered', async () => {
    const { trust, discovery } = aTrustReport(['east', 'west'], () => [
      'unknown',
      'unknown',
    ]);
    const { container } = renderCard(async () => ({
      ...aClusterMesh({ clusters: [anUnknownOverview('east')] }),
      trust,
      discovery,
    }));

    expect(await rows()).toEqual([
      'TrustNot known',
      'Expires firstNothing known that expires',
      'FindingsNo errors in what is known',
    ]);
    expect(container.querySelector('[data-tone="success"]')).toBeNull();
  });

  it('tells no age of facts that were never known', async () => {
    const unknown = { ...anUnknownOverview('east'), stale: true };
    renderCard(async () => aClusterMesh({ clusters: [unknown] }));
    await rows();

    expect(screen.getByText('Never answered')).toBeInTheDocument();
    expect(screen.queryByText(/facts from/)).not.toBeInTheDocument();
  });

  it('says that the inventory has no such cluster', async () => {
    renderCard(async () => aClusterMesh({ presence: [], clusters: [] }));

    expect(
      await screen.findByText(
        'This cluster is not in the inventory',
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

  it('does not appear on a component', async () => {
    renderEntity('entity-card:mesh-federation/cluster', aComponent);

    expect(
      await screen.findByTestId('empty-entity-page', {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('has nothing that axe objects to', async () => {
    const { container } = renderCard(async () => aTroubledClusterMesh());
    await rows();

    expect((await axe(container)).violations).toEqual([]);
  });
});
