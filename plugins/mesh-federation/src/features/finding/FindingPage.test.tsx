import { screen } from '@testing-library/react';
import { aMockApi } from '../../__testUtils__/aMockApi';
import { PATIENCE, renderPage } from '../../__testUtils__/renderPage';

describe('FindingPage', () => {
  jest.setTimeout(120_000);

  it('says what a code means and what to do', async () => {
    await renderPage({
      path: '/mesh-federation/findings/MF2001',
      api: aMockApi(),
    });

    expect(
      await screen.findByRole(
        'heading',
        { name: 'MF2001: Root not trusted' },
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/Requests between them fail/)).toBeInTheDocument();
    expect(screen.getByText(/Plan a join of {federation}/)).toHaveTextContent(
      '{cluster}',
    );
    expect(screen.getByText(/Words in {braces}/)).toBeInTheDocument();
  });

  it('does not know every code', async () => {
    await renderPage({
      path: '/mesh-federation/findings/MF0000',
      api: aMockApi(),
    });

    expect(
      await screen.findByRole(
        'heading',
        { name: 'There is no finding with this code' },
        PATIENCE,
      ),
    ).toBeInTheDocument();
  });
});
