import { waitFor } from '@testing-library/react';
import { aMockApi } from './__testUtils__/aMockApi';
import { PATIENCE, renderPage } from './__testUtils__/renderPage';

describe('MeshFederationPage', () => {
  jest.setTimeout(120_000);

  it.each([
    ['', 'Overview'],
    ['/federations', 'Federations'],
    ['/federations/demo', 'demo'],
    ['/plans/plan-1', 'Plan for demo'],
    ['/runs', 'Runs'],
    ['/runs/run-1', 'Run of demo'],
    ['/findings/MF2001', 'MF2001'],
  ])('names the page at %p in the title of the window', async (path, name) => {
    const { unmount } = await renderPage({
      path: `/mesh-federation${path}`,
      api: aMockApi(),
    });

    await waitFor(
      () =>
        expect(document.title).toBe(`${name} | Mesh federation | Backstage`),
      PATIENCE,
    );
    unmount();
    expect(document.title).not.toContain(name);
  });
});
