import { screen, within } from '@testing-library/react';
import {
  finding,
  type WitnessReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aMockApi } from '../../__testUtils__/aMockApi';
import { aResponseError } from '../../__testUtils__/aResponseError';
import { PATIENCE, renderPage } from '../../__testUtils__/renderPage';

const PATH = '/mesh-federation/witness';

const REPORT: WitnessReport = {
  enabled: true,
  clusters: [
    {
      cluster: 'east',
      asked: 3,
      workloads: 4,
      counts: { confirmed: 12, contradicted: 1, unconfirmed: 2 },
      providers: [
        {
          cluster: 'west',
          counts: { confirmed: 5, contradicted: 1, unconfirmed: 0 },
        },
      ],
      oldest: '2026-06-01T00:00:00.000Z',
    },
    {
      cluster: 'west',
      asked: 1,
      workloads: 1,
      counts: { confirmed: 0, contradicted: 0, unconfirmed: 0 },
      providers: [],
      problem: { kind: 'error', message: 'istiod refuses' },
    },
  ],
  contradictions: [
    {
      client: { cluster: 'east', namespace: 'shop', workload: 'web' },
      provider: 'west',
      service: { namespace: 'shop', name: 'orders' },
      port: 80,
      verdict: 'reachable',
      summary: 'Requests go through the gateway.',
      finding: finding('MF6201', {
        cluster: 'east',
        peer: 'west',
        message: 'istiod gives the clients no endpoint of west.',
        params: { pod: 'web-1', namespace: 'shop' },
      }),
      at: '2026-06-01T00:00:00.000Z',
    },
  ],
  contradictionsLeftOut: 2,
};

const show = (report: WitnessReport) =>
  renderPage({
    path: PATH,
    api: aMockApi({ getWitness: async () => report }),
  });

describe('WitnessPage', () => {
  jest.setTimeout(120_000);

  it('counts by cluster and provider, and says when istiod does not answer', async () => {
    await show(REPORT);

    const east = await screen.findByRole('row', { name: /^east/ }, PATIENCE);
    expect(
      within(east).getByText('Workloads asked about: 3 of 4'),
    ).toBeVisible();
    expect(within(east).getByText('12')).toBeVisible();
    expect(within(east).getByText('5 to west')).toBeVisible();
    expect(within(east).getByText('1 to west')).toBeVisible();
    expect(within(east).queryByText('0 to west')).not.toBeInTheDocument();
    const west = screen.getByRole('row', { name: /^west/ });
    expect(
      within(west).getByText('In its words: istiod refuses.'),
    ).toBeVisible();
    expect(
      within(west).getByText(/^istiod is asked again by itself/),
    ).toBeVisible();
    expect(within(west).getByText('Not asked yet')).toBeVisible();
  });

  it('shows every contradiction with both sides, and how many it leaves out', async () => {
    await show(REPORT);

    expect(
      await screen.findByRole(
        'heading',
        { name: 'shop/web in east to shop/orders:80 in west' },
        PATIENCE,
      ),
    ).toBeVisible();
    expect(
      screen.getByText(
        'By the objects: Reachable. Requests go through the gateway.',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('istiod gives the clients no endpoint of west.'),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Copy both sides to report them' }),
    ).toBeVisible();
    expect(screen.getByText('2 more are not shown.')).toBeVisible();
  });

  it('says that nothing is contradicted', async () => {
    await show({ ...REPORT, contradictions: [], contradictionsLeftOut: 0 });

    expect(
      await screen.findByText('istiod contradicts no answer.', {}, PATIENCE),
    ).toBeVisible();
  });

  it('says that istiod is not asked', async () => {
    await show({
      enabled: false,
      clusters: [],
      contradictions: [],
      contradictionsLeftOut: 0,
    });

    expect(
      await screen.findByText('istiod is not asked', {}, PATIENCE),
    ).toBeVisible();
  });

  it('says that there is nobody to ask about', async () => {
    await show({
      ...REPORT,
      clusters: [],
      contradictions: [],
      contradictionsLeftOut: 0,
    });

    expect(
      await screen.findByText('No workload has a sidecar', {}, PATIENCE),
    ).toBeVisible();
  });

  it('says what went wrong', async () => {
    await renderPage({
      path: PATH,
      api: aMockApi({
        getWitness: async () => {
          throw await aResponseError(500, {
            name: 'Error',
            message: 'the database is away',
          });
        },
      }),
    });

    expect(
      await screen.findByText(/the database is away/, {}, PATIENCE),
    ).toBeVisible();
  });
});
