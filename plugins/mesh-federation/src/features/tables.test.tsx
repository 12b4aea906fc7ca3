import { screen, within } from '@testing-library/react';
import { aFederation } from '@mesh-federation/fixtures';
import { aMockApi } from '../__testUtils__/aMockApi';
import { aRunSummary } from '../__testUtils__/aRun';
import { PATIENCE, renderPage } from '../__testUtils__/renderPage';

const LONG = 'n'.repeat(60);

const api = () =>
  aMockApi({
    listFederations: async () => ({
      items: [{ ...aFederation(['east', 'west']), name: LONG }],
    }),
    listRuns: async () => ({ items: [{ ...aRunSummary(), federation: LONG }] }),
    getWitness: async () => ({
      enabled: true,
      clusters: [
        {
          cluster: LONG,
          asked: 0,
          workloads: 0,
          counts: { confirmed: 0, contradicted: 0, unconfirmed: 0 },
          providers: [],
        },
      ],
      contradictions: [],
      contradictionsLeftOut: 0,
    }),
  });

describe('tables of rows', () => {
  jest.setTimeout(120_000);

  it.each(['', '/federations', '/federations/demo', '/runs', '/witness'])(
    'keeps the columns on the page "%s" wide enough for words where there is no room',
    async path => {
      await renderPage({ path: `/mesh-federation${path}`, api: api() });

      const tables = await screen.findAllByRole('grid', {}, PATIENCE);
      const headings = tables.flatMap(table =>
        within(table).getAllByRole('columnheader'),
      );
      for (const heading of headings) {
        // There is no layout in this test: the page is 0 px wide.
        expect(parseInt(heading.style.width, 10)).toBeGreaterThanOrEqual(100);
      }
    },
  );
});
