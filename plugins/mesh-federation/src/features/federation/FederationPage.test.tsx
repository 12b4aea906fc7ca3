import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aMockApi } from '../../__testUtils__/aMockApi';
import { PATIENCE, renderPage } from '../../__testUtils__/renderPage';

const PATH = '/mesh-federation/federations/demo';

async function openDialog(button: string) {
  const user = userEvent.setup();
  const opener = await screen.findByRole('button', { name: button }, PATIENCE);
  await waitFor(() => expect(opener).toBeEnabled(), PATIENCE);
  await user.click(opener);
  return {
    user,
    dialog: within(await screen.findByRole('dialog', {}, PATIENCE)),
  };
}

describe('FederationPage', () => {
  jest.setTimeout(120_000);

  it('makes a plan to join that restarts workloads, and goes to it', async () => {
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Make a plan');

    await user.click(
      dialog.getByRole('checkbox', { name: /^Restart workloads/ }),
    );
    await user.click(dialog.getByRole('button', { name: 'Make the plan' }));

    expect(api.createPlan).toHaveBeenCalledWith('demo', {
      kind: 'join',
      restartWorkloads: true,
    });
    expect(
      await screen.findByRole('heading', { name: 'Plan for demo' }, PATIENCE),
    ).toBeInTheDocument();
  });

  it('makes a plan by which one member leaves', async () => {
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Make a plan');

    await user.click(
      dialog.getByRole('radio', { name: 'Leave the federation' }),
    );
    await user.click(dialog.getByRole('checkbox', { name: 'east' }));
    await user.click(dialog.getByRole('button', { name: 'Make the plan' }));

    expect(api.createPlan).toHaveBeenCalledWith('demo', {
      kind: 'leave',
      clusters: ['west'],
      keepFlags: false,
    });
  });

  it('edits the members but not the name', async () => {
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Edit federation');

    expect(dialog.getByRole('textbox', { name: /^Name/ })).toBeDisabled();
    await user.type(
      dialog.getByRole('textbox', { name: /^Description/ }),
      'Both sides',
    );
    await user.click(dialog.getByRole('button', { name: 'Save' }));

    expect(api.putFederation).toHaveBeenCalledWith('demo', {
      description: 'Both sides',
      members: ['east', 'west'],
      reader: 'with-secrets',
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });
});
