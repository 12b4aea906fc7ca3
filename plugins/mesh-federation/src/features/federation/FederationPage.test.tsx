import { meshFederationManagePermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aFinding } from '../../__testUtils__/aFinding';
import { aMockApi } from '../../__testUtils__/aMockApi';
import { aResponseError } from '../../__testUtils__/aResponseError';
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

  it('demands a choice of restarting, makes the plan and goes to it', async () => {
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Make a plan');

    await user.click(dialog.getByRole('button', { name: 'Make the plan' }));
    expect(dialog.getByRole('alert')).toHaveTextContent(
      'Choose what happens to these workloads.',
    );
    expect(api.createPlan).not.toHaveBeenCalled();
    expect(
      dialog.getByText('Now it is 1 workload: shop/orders (east).'),
    ).toBeInTheDocument();
    await user.click(dialog.getByRole('radio', { name: /^Restart them/ }));
    await user.click(dialog.getByRole('button', { name: 'Make the plan' }));

    expect(api.createPlan).toHaveBeenCalledWith('demo', {
      kind: 'join',
      restartWorkloads: true,
    });
    expect(
      await screen.findByRole('heading', { name: 'Plan for demo' }, PATIENCE),
    ).toBeInTheDocument();
  });

  it('presets nobody who leaves, names what is lost and wants it confirmed', async () => {
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Make a plan');

    await user.click(
      dialog.getByRole('radio', { name: 'Leave the federation' }),
    );
    expect(dialog.getByRole('checkbox', { name: 'east' })).not.toBeChecked();
    await user.click(dialog.getByRole('checkbox', { name: 'west' }));
    expect(
      dialog.getByText(/2 Services are lost .*: shop\/orders \(west\)/),
    ).toBeInTheDocument();
    await user.click(dialog.getByRole('button', { name: 'Make the plan' }));
    expect(dialog.getByRole('alert')).toHaveTextContent(/^Confirm/);
    expect(api.createPlan).not.toHaveBeenCalled();
    await user.click(
      dialog.getByRole('checkbox', {
        name: 'Yes, requests between east, west are to end',
      }),
    );
    await user.click(dialog.getByRole('button', { name: 'Make the plan' }));

    expect(api.createPlan).toHaveBeenCalledWith('demo', {
      kind: 'leave',
      clusters: ['east', 'west'],
      keepFlags: false,
    });
  });

  it('keeps what was typed at a click beside the dialog, and submits with Enter', async () => {
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Edit federation');
    const description = dialog.getByRole('textbox', { name: /^Description/ });

    expect(description).toHaveFocus();
    await user.type(description, 'Both sides');
    await user.click(document.body);
    expect(description).toHaveValue('Both sides');
    await user.type(description, '{Enter}');

    expect(api.putFederation).toHaveBeenCalledWith(
      'demo',
      expect.objectContaining({ description: 'Both sides' }),
    );
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
      version: 1,
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('deletes the federation after a confirmation, with Enter, and goes to the list', async () => {
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Delete federation');

    expect(dialog.getByText(/^Delete federation demo\?/)).toBeInTheDocument();
    expect(api.deleteFederation).not.toHaveBeenCalled();
    expect(dialog.getByRole('button', { name: 'Delete it' })).toHaveFocus();
    await user.keyboard('{Enter}');

    expect(api.deleteFederation).toHaveBeenCalledWith('demo');
    expect(
      await screen.findByRole(
        'button',
        { name: 'Create federation' },
        PATIENCE,
      ),
    ).toBeInTheDocument();
  });

  it('deletes nothing when the dialog is closed', async () => {
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Delete federation');

    await user.click(dialog.getByRole('button', { name: 'Cancel' }));

    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(api.deleteFederation).not.toHaveBeenCalled();
  });

  it('keeps in the dialog why the federation cannot be deleted', async () => {
    const error = await aResponseError(409, {
      name: 'ConflictError',
      message: 'east holds ConfigMap istio-system/mesh-federation of demo',
    });
    const api = aMockApi({
      deleteFederation: jest.fn().mockRejectedValue(error),
    });
    await renderPage({ path: PATH, api });
    const { user, dialog } = await openDialog('Delete federation');

    await user.click(dialog.getByRole('button', { name: 'Delete it' }));

    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'east holds ConfigMap istio-system/mesh-federation of demo',
    );
    expect(dialog.getByText(/make a plan with which all/)).toBeInTheDocument();
  });

  it('forgets a failure when a dialog is closed', async () => {
    const error = await aResponseError(409, {
      name: 'ConflictError',
      message: 'east has moved',
    });
    const refuse = jest.fn().mockRejectedValue(error);
    await renderPage({
      path: PATH,
      api: aMockApi({ createPlan: refuse, putFederation: refuse }),
    });
    for (const [opener, submit] of [
      ['Make a plan', 'Make the plan'],
      ['Edit federation', 'Save'],
    ] as const) {
      const { user, dialog } = await openDialog(opener);
      const restart = dialog.queryByRole('radio', { name: /^Restart them/ });
      if (restart) await user.click(restart);
      await user.click(dialog.getByRole('button', { name: submit }));
      expect(await dialog.findByRole('alert')).toHaveTextContent(
        'east has moved',
      );
      await user.click(dialog.getByRole('button', { name: 'Cancel' }));

      const again = await openDialog(opener);
      expect(again.dialog.queryByRole('alert')).not.toBeInTheDocument();
      await user.click(again.dialog.getByRole('button', { name: 'Cancel' }));
    }
  });

  it.each(['Make a plan', 'Edit federation', 'Delete federation'])(
    'takes the focus into the dialog of %s, and gives it back when that is closed',
    async name => {
      await renderPage({ path: PATH, api: aMockApi() });
      const { user } = await openDialog(name);
      const dialog = screen.getByRole('dialog');

      expect(dialog).toContainElement(document.activeElement as HTMLElement);
      await user.keyboard('{Escape}');

      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
      await waitFor(() =>
        expect(screen.getByRole('button', { name })).toHaveFocus(),
      );
    },
  );

  it('lets nobody delete without the permission', async () => {
    await renderPage({
      path: PATH,
      api: aMockApi(),
      denied: [meshFederationManagePermission.name],
    });

    const button = await screen.findByRole(
      'button',
      { name: 'Delete federation' },
      PATIENCE,
    );
    await waitFor(
      () =>
        expect(button).toHaveAccessibleDescription(
          `You need the permission ${meshFederationManagePermission.name}.`,
        ),
      PATIENCE,
    );
    expect(button).toBeDisabled();
  });

  it('makes the plan from a finding that a join of its members mends', async () => {
    const user = userEvent.setup();
    const api = aMockApi({
      listFindings: jest.fn(async () => ({
        items: [
          aFinding({ code: 'MF3001', peer: 'west' }),
          aFinding({ code: 'MF3015', peer: 'outside' }),
          aFinding({ code: 'MF3004', peer: 'west' }),
        ],
      })),
    });
    await renderPage({ path: PATH, api });
    const button = await screen.findByRole(
      'button',
      { name: 'Plan a join' },
      PATIENCE,
    );
    await waitFor(() => expect(button).toBeEnabled(), PATIENCE);

    await user.click(button);

    expect(
      await screen.findByRole('dialog', { name: 'Make a plan' }),
    ).toBeInTheDocument();
  });

  it('shows which plans wait for approval and which were declined', async () => {
    const at = '2026-03-04T12:00:00.000Z';
    const plan = {
      federation: 'demo',
      request: { kind: 'join' },
      status: 'ready',
      createdAt: at,
      createdBy: 'user:default/ann',
      digest: 'ab'.repeat(32),
      steps: 3,
    } as const;
    const by = 'user:default/ann';
    const api = aMockApi({
      listPlans: async () => ({
        items: [
          { ...plan, id: 'asked', approvalRequest: { by, at } },
          {
            ...plan,
            id: 'declined',
            approvalRequest: { by, at },
            declined: { by, at, reason: 'Not today' },
          },
        ],
      }),
    });
    await renderPage({ path: PATH, api });

    expect(
      await screen.findByText('Waits for approval', {}, PATIENCE),
    ).toBeInTheDocument();
    expect(screen.getByText('Declined')).toBeInTheDocument();
  });
});
