import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  aClusterMesh,
  aTroubledClusterMesh,
} from '../../../__testUtils__/aClusterMesh';
import { aFinding } from '../../../__testUtils__/aFinding';
import {
  anOverview,
  anUnknownOverview,
  aStaleOverview,
} from '../../../__testUtils__/anOverview';
import { aResponseError } from '../../../__testUtils__/aResponseError';
import { aTrustReport } from '../../../__testUtils__/aTrustReport';
import {
  aClusterResource,
  renderEntity,
} from '../../../__testUtils__/renderEntity';
import { PATIENCE } from '../../../__testUtils__/renderPage';

const renderTab = (answers: Partial<MeshFederationApi>) =>
  renderEntity('entity-content:mesh-federation', aClusterResource, answers);

async function tableNamed(name: string) {
  return within(await screen.findByRole('table', { name }, PATIENCE));
}

const rowOf = (table: Awaited<ReturnType<typeof tableNamed>>, name: RegExp) =>
  within(table.getByRole('row', { name }));

describe('ClusterMeshContent', () => {
  jest.setTimeout(120_000);

  it('asks for the mesh of its Resource and sums up trust', async () => {
    const { api } = renderTab({ getEntityMesh: async () => aClusterMesh() });

    expect(
      await screen.findByRole(
        'heading',
        { name: 'east and west, the only other cluster, verify each other.' },
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(api.getEntityMesh).toHaveBeenCalledWith({
      kind: 'Resource',
      namespace: 'default',
      name: 'east',
    });
  });

  it('shows trust and discovery with each peer in both directions, with the reason', async () => {
    renderTab({ getEntityMesh: async () => aTroubledClusterMesh() });

    const peers = await tableNamed('Trust and discovery with other clusters');
    expect(
      rowOf(peers, /^north/)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual([
      expect.stringMatching(/Broken.*No root of the other cluster is trusted/),
      expect.stringMatching(/One-way/),
      expect.stringMatching(/Not synced/),
      expect.stringMatching(/No remote secret/),
    ]);
    expect(
      screen.getByText('east and 1 of 3 other clusters verify each other.'),
    ).toBeInTheDocument();
  });

  it('links peers to their entities and says which one is silent', async () => {
    renderTab({
      getEntityMesh: async () => aTroubledClusterMesh(),
      listClusters: async () => ({
        items: [anOverview('west'), aStaleOverview('north')],
      }),
    });

    const peers = await tableNamed('Trust and discovery with other clusters');
    expect(peers.getByRole('link', { name: 'west' })).toBeInTheDocument();
    expect(
      rowOf(peers, /^north/).getByText('Stale: facts from 3 h ago'),
    ).toBeInTheDocument();
  });

  it('names peers to a reader who may not see the list of clusters', async () => {
    const error = await aResponseError(403, {
      name: 'NotAllowedError',
      message: 'no',
    });
    renderTab({
      getEntityMesh: async () => aClusterMesh(),
      listClusters: () => Promise.reject(error),
    });

    const peers = await tableNamed('Trust and discovery with other clusters');
    expect(
      rowOf(peers, /^west/).getAllByText('Verified').length,
    ).toBeGreaterThan(0);
  });

  it('says how much more there is than the answer holds', async () => {
    renderTab({
      getEntityMesh: async () => ({
        ...aClusterMesh(),
        leftOut: {
          pairs: 40,
          joinedPairs: 40,
          findings: { error: 0, warning: 2, info: 1 },
        },
      }),
    });

    await tableNamed('Trust and discovery with other clusters');
    expect(
      screen.getByText('And 40 more pairs of clusters, all joined.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('And 3 more findings, none an error.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('east and all 41 other clusters verify each other.'),
    ).toBeInTheDocument();
  });

  it('finds one of many peers', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(n => `c-${n}`);
    renderTab({
      getEntityMesh: async () =>
        aClusterMesh({}, aTrustReport(['east', ...names])),
    });
    const user = userEvent.setup();
    await tableNamed('Trust and discovery with other clusters');

    await user.type(
      screen.getByRole('searchbox', { name: 'Find a cluster' }),
      'C-f',
    );

    const peers = await tableNamed('Trust and discovery with other clusters');
    expect(
      peers.getAllByRole('rowheader').map(cell => cell.textContent),
    ).toEqual([expect.stringMatching(/^c-f/)]);
  });

  it('shows roots with what is left of them', async () => {
    renderTab({ getEntityMesh: async () => aTroubledClusterMesh() });

    const roots = await tableNamed('Root certificates');
    expect(roots.getByText(/^Valid, \d+ days left$/)).toBeInTheDocument();
    expect(roots.getByText('Ends soon, 12 days left')).toBeInTheDocument();
    expect(roots.getAllByText('Self-signed by istiod')).toHaveLength(2);
  });

  it('shows remote secrets with token and sync', async () => {
    renderTab({
      getEntityMesh: async () => aTroubledClusterMesh(),
      listClusters: async () => ({
        items: ['north', 'south', 'west'].map(name => anOverview(name)),
      }),
    });

    const secrets = await tableNamed('Remote secrets');
    const texts = (name: RegExp) =>
      rowOf(secrets, name)
        .getAllByRole('cell')
        .map(cell => cell.textContent)
        .join(' | ');
    expect(texts(/-west/)).toMatch(/20 days left.*Accepted.*Synced/);
    expect(texts(/-north/)).toMatch(/Expired 2 days ago.*Rejected.*Not synced/);
    expect(texts(/-south/)).toMatch(/Ends soon, 2 days left.*no answer within/);
    expect(texts(/-gone/)).toMatch(
      /No known cluster has the id gone.*Never expires.*Unknown/,
    );
  });

  it('shows gateways with address, port, network and whether they are programmed', async () => {
    renderTab({ getEntityMesh: async () => aTroubledClusterMesh() });

    const gateways = await tableNamed('East-west gateways');
    expect(
      rowOf(gateways, /^mesh-federation-eastwest/)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual([
      expect.stringContaining('198.51.100.4:15443'),
      expect.stringContaining('network-east'),
      expect.stringContaining('*.local'),
      expect.stringMatching(/Programmed.*AUTO_PASSTHROUGH/),
    ]);
    expect(
      rowOf(gateways, /^istio-eastwestgateway/)
        .getAllByRole('cell')
        .map(cell => cell.textContent)
        .join(' '),
    ).toMatch(/No address.*Not programmed.*Not AUTO_PASSTHROUGH/);
  });

  it('shows findings', async () => {
    const finding = aFinding();
    renderTab({
      getEntityMesh: async () => aClusterMesh({ findings: [finding] }),
    });

    expect(
      await screen.findByText(finding.message, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('shows nothing green of a cluster that does not answer', async () => {
    const { reachable, factsAt, stale } = aStaleOverview('east');
    const [overview] = aTroubledClusterMesh().clusters;
    const { trust, discovery } = aTrustReport(['east', 'west'], () => [
      'unknown',
      'unknown',
    ]);
    const { container } = renderTab({
      getEntityMesh: async () => ({
        ...aClusterMesh({
          clusters: [{ ...overview, reachable, factsAt, stale }],
        }),
        trust,
        discovery,
      }),
    });

    expect(
      await screen.findByText('The cluster does not answer', {}, PATIENCE),
    ).toBeInTheDocument();
    expect(screen.getByText(/ECONNREFUSED/)).toBeInTheDocument();
    expect(
      screen.getByText(
        'It is not known whether east and west verify each other.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Stale: facts from 3 h ago')).toBeInTheDocument();
    expect(screen.getByText('Was programmed')).toBeInTheDocument();
    expect(container.querySelector('[data-tone="success"]')).toBeNull();
  });

  it('says that nothing is known of a cluster that never answered', async () => {
    renderTab({
      getEntityMesh: async () =>
        aClusterMesh({ clusters: [anUnknownOverview('east')] }),
    });

    expect(
      await screen.findByText('no answer within 10 s', {}, PATIENCE),
    ).toBeInTheDocument();
    expect(screen.getByText('Never answered')).toBeInTheDocument();
  });

  it('says what to do when the inventory has no such cluster', async () => {
    renderTab({
      getEntityMesh: async () => aClusterMesh({ presence: [], clusters: [] }),
    });

    expect(
      await screen.findByText(/knows no cluster of this name/, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    const error = await aResponseError(403, {
      name: 'NotAllowedError',
      message: 'no',
    });
    renderTab({ getEntityMesh: () => Promise.reject(error) });

    expect(
      await screen.findByText(/mesh-federation.entity.read/, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('has nothing that axe objects to', async () => {
    const { container } = renderTab({
      getEntityMesh: async () => ({
        ...aTroubledClusterMesh(),
        findings: [aFinding()],
      }),
    });
    await tableNamed('East-west gateways');

    expect((await axe(container)).violations).toEqual([]);
  });

  it('leads from a finding to the plan of its federation', async () => {
    renderTab({
      getEntityMesh: async () => ({
        ...aClusterMesh(),
        findings: [aFinding({ code: 'MF4001', cluster: 'east' })],
      }),
    });

    expect(await screen.findByText('MF4001', {}, PATIENCE)).toBeInTheDocument();
    const item = within(screen.getByRole('list', { name: 'Findings' }));
    expect(item.getByText(/^Federation/)).toHaveTextContent('Federation demo');
  });
});
