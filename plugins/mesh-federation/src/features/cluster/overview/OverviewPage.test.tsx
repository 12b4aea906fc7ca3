import { shortFingerprint } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aBlockingFinding, aFinding } from '../../../__testUtils__/aFinding';
import { aMockApi } from '../../../__testUtils__/aMockApi';
import {
  anOverview,
  anUnknownOverview,
  aStaleOverview,
} from '../../../__testUtils__/anOverview';
import { aResponseError } from '../../../__testUtils__/aResponseError';
import { aTrustReport, areApart } from '../../../__testUtils__/aTrustReport';
import { PATIENCE, renderPage } from '../../../__testUtils__/renderPage';
import { TestSignals } from '../../../__testUtils__/TestSignals';

const PATH = '/mesh-federation';
const matrix = () =>
  screen.findByRole(
    'table',
    { name: 'Directed trust between clusters' },
    PATIENCE,
  );

describe('OverviewPage', () => {
  jest.setTimeout(120_000);

  it('shows trust by direction: rows verify columns, own roots on the diagonal', async () => {
    const api = aMockApi({
      getTrust: jest.fn(async () =>
        aTrustReport(['east', 'west'], from =>
          from === 'east' ? ['one-way', 'synced'] : ['broken', 'absent'],
        ),
      ),
    });
    await renderPage({ path: PATH, api });

    const [, east, west] = within(await matrix()).getAllByRole('row');
    const short = shortFingerprint(anOverview('east').roots[0].fingerprint);
    expect(within(east).getByText(short)).toBeInTheDocument();
    expect(
      within(east).getByRole('button', { name: 'east verifies west: One-way' }),
    ).toBeInTheDocument();
    expect(within(east).getByText('Synced')).toBeInTheDocument();
    expect(
      within(west).getByRole('button', { name: 'west verifies east: Broken' }),
    ).toBeInTheDocument();
    expect(within(west).getByText('No remote secret')).toBeInTheDocument();
  });

  it('meets who has no federation yet without red, and leads to the first one', async () => {
    const user = userEvent.setup();
    const lone = (name: string) => anOverview(name, { federations: [] });
    const api = aMockApi({
      listClusters: jest.fn(async () => ({
        items: [lone('east'), lone('west')],
      })),
      listFederations: jest.fn(async () => ({ items: [] })),
      getTrust: jest.fn(async () =>
        areApart(aTrustReport(['east', 'west'], () => ['broken', 'absent'])),
      ),
    });
    await renderPage({ path: PATH, api });

    const cells = within(await matrix());
    expect(
      cells.getAllByRole('button', { name: /: Not joined$/ }),
    ).toHaveLength(2);
    expect(screen.queryByText('Broken')).not.toBeInTheDocument();
    expect(screen.getAllByText('6 proxies run; not joined')).toHaveLength(2);
    expect(
      screen.getByText('east, west are in no federation'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('link', { name: 'Create federation' }));

    expect(
      await screen.findByRole(
        'dialog',
        { name: 'Create federation' },
        PATIENCE,
      ),
    ).toBeInTheDocument();
  });

  it('does not call a cluster well whose istiod does not run', async () => {
    const down = anOverview('west');
    const api = aMockApi({
      listClusters: jest.fn(async () => ({
        items: [
          anOverview('east'),
          {
            ...down,
            controlPlanes: down.controlPlanes.map(plane => ({
              ...plane,
              readyReplicas: 0,
            })),
          },
        ],
      })),
    });
    await renderPage({ path: PATH, api });

    expect(
      await screen.findAllByText('istiod does not run', {}, PATIENCE),
    ).toHaveLength(1);
    expect(screen.getAllByText('Reachable')).toHaveLength(1);
  });

  it('keeps trust that somebody made by hand, and what is not known', async () => {
    const lone = (name: string) => anOverview(name, { federations: [] });
    const api = aMockApi({
      listClusters: jest.fn(async () => ({
        items: [lone('east'), lone('west')],
      })),
      getTrust: jest.fn(async () =>
        areApart(
          aTrustReport(['east', 'west'], from =>
            from === 'east' ? ['verified', 'synced'] : ['unknown', 'unknown'],
          ),
        ),
      ),
    });
    await renderPage({ path: PATH, api });

    const cells = within(await matrix());
    expect(
      cells.getByRole('button', { name: 'east verifies west: Verified' }),
    ).toBeInTheDocument();
    expect(
      cells.getByRole('button', { name: 'west verifies east: Unknown' }),
    ).toBeInTheDocument();
  });

  it('leads from a row to the cluster and its federation, and counts down what ends', async () => {
    await renderPage({ path: PATH, api: aMockApi() });

    const grid = within(await screen.findByRole('grid', {}, PATIENCE));
    const row = within(grid.getByRole('row', { name: /^east/ }));
    expect(row.getByRole('link', { name: 'east' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/east',
    );
    expect(row.getByRole('link', { name: 'demo' })).toHaveAttribute(
      'href',
      '/mesh-federation/federations/demo',
    );
    const endings = within(
      screen.getByRole('table', { name: 'What ends first' }),
    );
    expect(endings.getAllByText(/days left$/)).toHaveLength(2);
  });

  it('opens the reason and the evidence of a pair by keyboard', async () => {
    const user = userEvent.setup();
    await renderPage({ path: PATH, api: aMockApi() });
    await matrix();

    const cell = screen.getByRole('button', {
      name: 'east verifies west: Verified',
    });
    cell.focus();
    await user.keyboard('{Enter}');

    const details = await screen.findByRole('dialog');
    expect(
      within(details).getByText(/Every root of the other cluster/),
    ).toBeInTheDocument();
    expect(
      within(details).getByText(/ConfigMap istio-system\/mesh-federation/),
    ).toBeInTheDocument();
    expect(details).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(cell).toHaveFocus());
  });

  it('shows what the report does not say as unknown, not as good', async () => {
    const api = aMockApi({
      getTrust: jest.fn(async () => ({
        clusters: ['east', 'west'],
        trust: [],
        discovery: [],
      })),
    });
    await renderPage({ path: PATH, api });

    const table = within(await matrix());
    expect(table.getAllByRole('button', { name: /: Unknown$/ })).toHaveLength(
      2,
    );
    expect(table.queryByText('Verified')).not.toBeInTheDocument();
  });

  it('shows a cluster that does not answer as unknown with the reason and the age, beside the others', async () => {
    const api = aMockApi({
      listClusters: jest.fn(async () => ({
        items: [
          anOverview('east'),
          aStaleOverview('north'),
          anUnknownOverview('south'),
        ],
      })),
    });
    await renderPage({ path: PATH, api });

    const table = within(await screen.findByRole('grid', {}, PATIENCE));
    const row = (name: RegExp) => within(table.getByRole('row', { name }));
    expect(row(/^east/).getByText('Reachable')).toBeInTheDocument();
    const north = row(/^north/);
    expect(north.getByText(/ECONNREFUSED/)).toBeInTheDocument();
    expect(north.getByText('Stale: facts from 3 h ago')).toBeInTheDocument();
    const south = row(/^south/);
    expect(south.getByText('no answer within 10 s')).toBeInTheDocument();
    expect(south.queryByText('Reachable')).not.toBeInTheDocument();
    expect(south.getByText('No root known')).toBeInTheDocument();
  });

  it('shows findings with what to do', async () => {
    const finding = aBlockingFinding();
    const api = aMockApi({
      listFindings: jest.fn(async () => ({ items: [finding] })),
    });
    await renderPage({ path: PATH, api });

    const list = within(
      await screen.findByRole('list', { name: 'Findings' }, PATIENCE),
    );
    expect(list.getByText(finding.code)).toBeInTheDocument();
    expect(list.getByText(finding.message)).toBeInTheDocument();
    expect(list.getByText(finding.fix, { exact: false })).toBeInTheDocument();
    expect(list.getByText('Stops a plan')).toBeInTheDocument();
    expect(list.getByText('Whom to ask:')).toBeInTheDocument();
    expect(list.getByRole('link', { name: /platform/ })).toBeInTheDocument();
  });

  it('says what to configure when there is no cluster', async () => {
    const api = aMockApi({
      listClusters: jest.fn(async () => ({ items: [] })),
      getTrust: jest.fn(async () => aTrustReport([])),
    });
    await renderPage({ path: PATH, api });

    expect(
      await screen.findByText(/kubernetes.clusterLocatorMethods/, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    const error = await aResponseError(403, {
      name: 'NotAllowedError',
      message: 'no',
    });
    const api = aMockApi({ getTrust: jest.fn().mockRejectedValue(error) });
    await renderPage({ path: PATH, api });

    expect(
      await screen.findByText(/mesh-federation.topology.read/, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('tries again after an error', async () => {
    const user = userEvent.setup();
    const api = aMockApi();
    api.getTrust.mockRejectedValueOnce(new Error('the backend is away'));
    await renderPage({ path: PATH, api });

    expect(await screen.findByRole('alert', {}, PATIENCE)).toHaveTextContent(
      'the backend is away',
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await matrix()).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('refreshes on a signal and keeps what it has when that fails', async () => {
    const signals = new TestSignals();
    const api = aMockApi();
    await renderPage({ path: PATH, api, signals });
    await matrix();
    api.getTrust.mockRejectedValueOnce(new Error('gone for a moment'));

    signals.send({ type: 'observation' });

    expect(
      await screen.findByText(/gone for a moment/, {}, PATIENCE),
    ).toBeInTheDocument();
    expect(await matrix()).toBeInTheDocument();
  });

  it('observes on demand, and not without the permission', async () => {
    const user = userEvent.setup();
    const api = aMockApi();
    const { unmount } = await renderPage({ path: PATH, api });
    const button = () =>
      screen.findByRole('button', { name: 'Observe now' }, PATIENCE);
    const enabled = await button();
    await waitFor(() => expect(enabled).toBeEnabled(), PATIENCE);
    await user.click(enabled);
    expect(api.observe).toHaveBeenCalledTimes(1);
    unmount();

    await renderPage({
      path: PATH,
      api,
      denied: ['mesh-federation.observation.create'],
    });
    expect(
      await screen.findByText(
        'You need the permission mesh-federation.observation.create.',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(await button()).toBeDisabled();
  });

  it('leads from a finding to its federation, and to the plan that mends it', async () => {
    const user = userEvent.setup();
    const api = aMockApi({
      listFindings: jest.fn(async () => ({
        items: [
          aFinding({ code: 'MF3001', peer: 'west' }),
          aFinding({ code: 'MF3004', peer: 'west' }),
        ],
      })),
    });
    await renderPage({ path: PATH, api });
    const findings = within(
      await screen.findByRole('list', { name: 'Findings' }, PATIENCE),
    );

    expect(
      findings
        .getAllByRole('link', { name: 'demo' })
        .map(link => link.getAttribute('href')),
    ).toEqual([
      '/mesh-federation/federations/demo',
      '/mesh-federation/federations/demo',
    ]);
    // Only one of them is mended by a join.
    await user.click(
      findings.getByRole('link', { name: 'Plan a join of demo' }),
    );

    expect(
      await screen.findByRole('dialog', { name: 'Make a plan' }, PATIENCE),
    ).toBeInTheDocument();
  });
});
