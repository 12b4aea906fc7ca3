import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aMockApi } from '../../__testUtils__/aMockApi';
import { PATIENCE, renderPage } from '../../__testUtils__/renderPage';

const PATH = '/mesh-federation/federations';

describe('FederationsPage', () => {
  jest.setTimeout(120_000);

  it('links to each federation', async () => {
    await renderPage({ path: PATH, api: aMockApi() });

    const row = await screen.findByRole('row', { name: /demo/ }, PATIENCE);
    expect(within(row).getByText('east, west')).toBeInTheDocument();
    expect(row).toHaveAttribute(
      'data-href',
      '/mesh-federation/federations/demo',
    );
  });

  it('creates a federation, after it asked for what is missing', async () => {
    const user = userEvent.setup();
    const api = aMockApi({
      listFederations: jest.fn(async () => ({ items: [] })),
    });
    await renderPage({ path: PATH, api });
    const create = await screen.findByRole(
      'button',
      { name: 'Create federation' },
      PATIENCE,
    );
    await waitFor(() => expect(create).toBeEnabled(), PATIENCE);
    await user.click(create);
    const dialog = within(await screen.findByRole('dialog', {}, PATIENCE));

    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(dialog.getByText('Choose at least two clusters.')).toBeVisible();
    expect(api.putFederation).not.toHaveBeenCalled();

    await user.type(dialog.getByRole('textbox', { name: /^Name/ }), 'prod');
    await user.click(dialog.getByRole('checkbox', { name: 'west' }));
    await user.click(dialog.getByRole('checkbox', { name: 'east' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));

    expect(api.putFederation).toHaveBeenCalledWith('prod', {
      members: ['east', 'west'],
      reader: 'with-secrets',
      version: 0,
    });
    await waitFor(() => expect(api.getFederation).toHaveBeenCalledWith('prod'));
  });

  it('takes the focus into the form, and gives it back when that is closed', async () => {
    const user = userEvent.setup();
    await renderPage({ path: PATH, api: aMockApi() });
    const create = await screen.findByRole(
      'button',
      { name: 'Create federation' },
      PATIENCE,
    );
    await waitFor(() => expect(create).toBeEnabled(), PATIENCE);
    await user.click(create);
    const dialog = await screen.findByRole('dialog', {}, PATIENCE);

    expect(
      within(dialog).getByRole('textbox', { name: /^Name/ }),
    ).toHaveFocus();
    await user.keyboard('{Escape}');

    await waitFor(() => expect(create).toHaveFocus());
  });

  it('lets nobody create one without the permission', async () => {
    await renderPage({
      path: PATH,
      api: aMockApi(),
      denied: ['mesh-federation.federation.manage'],
    });

    expect(
      await screen.findByText(
        'You need the permission mesh-federation.federation.manage.',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
  });
});
