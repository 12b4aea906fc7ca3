import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aConflictFinding } from '../../../__testUtils__/aFinding';
import { aMockApi } from '../../../__testUtils__/aMockApi';
import { aPlan } from '../../../__testUtils__/aPlan';
import { aResponseError } from '../../../__testUtils__/aResponseError';
import { PATIENCE, renderPage } from '../../../__testUtils__/renderPage';

const EAST = aConflictFinding('east');
const WEST = aConflictFinding('west');
const [LEAVE_EAST, TAKE_EAST] = EAST.choices ?? [];
const [, TAKE_WEST] = WEST.choices ?? [];

async function renderBlocked(
  findings = [EAST],
  overrides: Parameters<typeof aMockApi>[0] = {},
) {
  const plan = aPlan({
    status: 'blocked',
    request: { kind: 'join', restartWorkloads: true, fields: [LEAVE_EAST] },
    findings,
  });
  const api = aMockApi({
    getPlan: jest.fn(async id =>
      id === plan.id ? plan : aPlan({ id, findings: [] }),
    ),
    createPlan: jest.fn(async () => aPlan({ id: 'plan-2' })),
    ...overrides,
  });
  await renderPage({ path: `/mesh-federation/plans/${plan.id}`, api });
  return { api, plan, user: userEvent.setup() };
}

async function choose(user: ReturnType<typeof userEvent.setup>, name: string) {
  const button = await screen.findByRole('button', { name }, PATIENCE);
  await waitFor(() => expect(button).toBeEnabled(), PATIENCE);
  await user.click(button);
  return within(await screen.findByRole('dialog', {}, PATIENCE));
}

describe('FieldChoices', () => {
  jest.setTimeout(120_000);

  it('says from whom which field is taken, makes the new plan and goes to it', async () => {
    const { api, user } = await renderBlocked();

    const dialog = await choose(user, 'Take the fields over');
    expect(
      dialog.getByText(
        'Deployment istio-system/istiod in east, taken over from kubectl-edit:',
      ),
    ).toBeInTheDocument();
    expect(dialog.getByText('.spec.replicas')).toBeInTheDocument();
    expect(
      dialog.getByRole('button', { name: 'Make a new plan' }),
    ).toHaveFocus();
    await user.keyboard('{Enter}');

    expect(api.createPlan).toHaveBeenCalledWith('demo', {
      kind: 'join',
      restartWorkloads: true,
      fields: [LEAVE_EAST, TAKE_EAST],
    });
    await waitFor(() => expect(api.getPlan).toHaveBeenLastCalledWith('plan-2'));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('leaves the fields to their owner', async () => {
    const { api, user } = await renderBlocked();

    const dialog = await choose(user, 'Leave the fields as they are');
    expect(
      dialog.getByText(/in east, left to kubectl-edit:$/),
    ).toBeInTheDocument();
    await user.click(dialog.getByRole('button', { name: 'Make a new plan' }));

    expect(api.createPlan).toHaveBeenCalledWith(
      'demo',
      expect.objectContaining({ fields: [LEAVE_EAST, LEAVE_EAST] }),
    );
  });

  it('does the same for the other objects only when asked to, and names them', async () => {
    const { api, user } = await renderBlocked([EAST, WEST]);

    const dialog = await choose(user, 'Take the fields over');
    expect(dialog.queryByText(/in west/)).not.toBeInTheDocument();
    await user.click(
      dialog.getByRole('checkbox', {
        name: 'The same for 1 other object that stops this plan',
      }),
    );
    expect(dialog.getByText(/in west, taken over/)).toBeInTheDocument();
    await user.click(dialog.getByRole('button', { name: 'Make a new plan' }));

    expect(api.createPlan).toHaveBeenCalledWith(
      'demo',
      expect.objectContaining({
        fields: [LEAVE_EAST, TAKE_EAST, TAKE_WEST],
      }),
    );
  });

  it('takes the focus into the dialog, and gives it back when that is closed', async () => {
    const { user } = await renderBlocked();
    await choose(user, 'Take the fields over');
    const dialog = screen.getByRole('dialog');

    expect(dialog).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard('{Escape}');

    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Take the fields over' }),
      ).toHaveFocus(),
    );
  });

  it('keeps the dialog, with the reason, when there is no new plan', async () => {
    const error = await aResponseError(409, {
      name: 'ConflictError',
      message: 'a run is under way',
    });
    const { user } = await renderBlocked([EAST], {
      createPlan: jest.fn().mockRejectedValue(error),
    });

    const dialog = await choose(user, 'Take the fields over');
    await user.click(dialog.getByRole('button', { name: 'Make a new plan' }));

    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'a run is under way',
    );
  });
});
