import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aBlockingFinding } from '../../__testUtils__/aFinding';
import { aMockApi } from '../../__testUtils__/aMockApi';
import { anAffected } from '../../__testUtils__/anAffected';
import { aPlan } from '../../__testUtils__/aPlan';
import { aRunSummary } from '../../__testUtils__/aRun';
import { aResponseError } from '../../__testUtils__/aResponseError';
import { PATIENCE, renderPage } from '../../__testUtils__/renderPage';

const PATH = '/mesh-federation/plans/plan-1';
const approveButton = () =>
  screen.findByRole('button', { name: 'Approve and run' }, PATIENCE);
const enabledApproveButton = async () => {
  const button = await approveButton();
  await waitFor(() => expect(button).toBeEnabled(), PATIENCE);
  return button;
};

describe('PlanPage', () => {
  jest.setTimeout(120_000);

  it('shows stages, what each step waits for, and what users notice', async () => {
    await renderPage({ path: PATH, api: aMockApi() });

    expect(
      await screen.findByText(
        'Let istiod of east verify several roots',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Stage 4')).toBeInTheDocument();
    expect(screen.getAllByText(/^After step 5, 6/)).toHaveLength(2);
  });

  it('says on one screen what it is for, how much, who notices what, and how long it takes', async () => {
    const api = aMockApi({
      listRuns: jest.fn(async () => ({
        items: [
          aRunSummary({
            planId: 'before',
            startedAt: '2026-03-04T12:00:00.000Z',
            finishedAt: '2026-03-04T12:01:03.000Z',
          }),
        ],
      })),
    });
    await renderPage({ path: PATH, api });

    const overview = within(
      await screen.findByRole('region', { name: 'In short' }, PATIENCE),
    );
    expect(
      overview.getByText(
        'Joins east, west in federation demo: 6 objects in 2 clusters.',
      ),
    ).toBeInTheDocument();
    expect(overview.getAllByText(/: 2 created, 1 changed$/)).toHaveLength(2);
    expect(screen.getAllByText(/istiod restarts once/)).toHaveLength(1);
    expect(
      overview.getByText('1 min 3 s, as the run of this kind before.'),
    ).toBeInTheDocument();
  });

  it('says that it is not known how long it takes when no such run was seen', async () => {
    await renderPage({ path: PATH, api: aMockApi() });

    expect(
      await screen.findByText(/^Not known: no such run/, {}, PATIENCE),
    ).toBeInTheDocument();
  });

  it('names whom it cuts off, with the Service, the entity and its owner', async () => {
    await renderPage({ path: PATH, api: aMockApi() });

    const table = within(
      await screen.findByRole(
        'table',
        { name: /^Cut off from other clusters until somebody restarts it/ },
        PATIENCE,
      ),
    );
    expect(table.getByText('Deployment shop/orders')).toBeInTheDocument();
    expect(table.getByRole('link', { name: 'orders' })).toHaveAttribute(
      'href',
      '/catalog/default/component/orders',
    );
    expect(table.getByRole('link', { name: 'shop' })).toHaveAttribute(
      'href',
      '/catalog/default/group/shop',
    );
  });

  it('does not say that nobody is affected when that is not known', async () => {
    const api = aMockApi({
      getAffected: jest.fn(async () =>
        anAffected({
          workloads: [],
          unknown: [{ cluster: 'west', reason: 'it was never observed' }],
          unreadEntities: 1,
        }),
      ),
    });
    const { unmount } = await renderPage({ path: PATH, api });
    expect(
      await screen.findByText(
        'Not wholly known in west: it was never observed',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^The Kubernetes annotation of 1 entity cannot be read/),
    ).toBeInTheDocument();
    unmount();

    await renderPage({
      path: PATH,
      api: aMockApi({ getAffected: jest.fn().mockRejectedValue(new Error()) }),
    });
    expect(
      await screen.findByText(
        'It could not be told who is affected.',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
  });

  it('says of a plan that the clusters have moved on', async () => {
    const api = aMockApi({
      getPlan: jest.fn(async () => aPlan({ outdated: true })),
    });
    await renderPage({ path: PATH, api });

    expect(
      await screen.findByText('This plan is outdated', {}, PATIENCE),
    ).toBeInTheDocument();
    expect(screen.getByText('Outdated')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Approve and run' }),
    ).toBeDisabled();
    expect(
      screen.getByText('The clusters have moved on: make a new plan.'),
    ).toBeInTheDocument();
  });

  it('shows a plan that was carried out as such, with its run and nothing to approve', async () => {
    const api = aMockApi({
      getPlan: jest.fn(async () =>
        aPlan({
          run: { id: 'run-7', status: 'succeeded', outcome: 'not-proven' },
        }),
      ),
      // Of many runs the newest are listed, which need not be the one of the plan.
      listRuns: jest.fn(async () => ({ items: [] })),
    });
    await renderPage({ path: PATH, api });

    expect(
      await screen.findByRole('link', { name: 'See the run' }, PATIENCE),
    ).toHaveAttribute('href', '/mesh-federation/runs/run-7');
    expect(
      screen.queryByRole('button', { name: 'Approve and run' }),
    ).not.toBeInTheDocument();
    expect(screen.getByText(/^Carried out/)).toHaveTextContent(
      'Carried out: Succeeded, not proven',
    );
    expect(screen.queryByText('Ready')).not.toBeInTheDocument();
  });

  it('opens an object to its diff, with secrets as placeholders', async () => {
    const user = userEvent.setup();
    await renderPage({ path: PATH, api: aMockApi() });

    const [deployment] = await screen.findAllByRole(
      'button',
      { name: /Deployment istio-system\/istiod/ },
      PATIENCE,
    );
    await user.click(deployment);
    const diff = screen.getByLabelText(
      'Changes of Deployment istio-system/istiod',
    );
    expect(
      within(diff)
        .getAllByRole('insertion')
        .map(line => line.textContent?.trim()),
    ).toContain('- name: ISTIO_MULTIROOT_MESH');
    expect(within(diff).queryAllByRole('deletion')).toHaveLength(0);

    await user.click(
      screen.getByRole('button', { name: /istio-remote-secret-west/ }),
    );
    expect(
      screen.getByLabelText(
        'Changes of Secret istio-system/istio-remote-secret-west',
      ),
    ).toHaveTextContent(`west: \${secret:kubeconfig:west}`);
  });

  it('shows for each step the commands that do the same, ready to copy', async () => {
    const user = userEvent.setup();
    await renderPage({ path: PATH, api: aMockApi() });
    const button = await screen.findByRole(
      'button',
      { name: 'Commands that do the same as step 7' },
      PATIENCE,
    );
    expect(button).toHaveAttribute('aria-expanded', 'false');

    await user.click(button);

    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByRole('group', {
        name: 'Each cluster is a context of its name',
      }),
    ).toHaveTextContent(/istioctl create-remote-secret --context west/);
    expect(
      screen.getByRole('button', { name: /^Copy the command/ }),
    ).toBeInTheDocument();
  });

  it('approves exactly the digest that it shows, and goes to the run', async () => {
    const user = userEvent.setup();
    const plan = aPlan({ digest: 'ab'.repeat(32) });
    const api = aMockApi({ getPlan: jest.fn(async () => plan) });
    await renderPage({ path: PATH, api });

    expect(
      await screen.findByText('AB:AB:AB:AB:AB:AB:AB:AB', {}, PATIENCE),
    ).toBeVisible();
    await user.click(await enabledApproveButton());

    expect(api.startRun).toHaveBeenCalledWith(plan.id, plan.digest);
    expect(
      await screen.findByRole('heading', { name: 'Run of demo' }, PATIENCE),
    ).toBeInTheDocument();
    expect(api.getRun).toHaveBeenCalledWith('run-1');
  });

  it('shows why an approval was refused', async () => {
    const user = userEvent.setup();
    const error = await aResponseError(409, {
      name: 'ConflictError',
      message: 'the digest is not that of the plan',
      code: 'MF7001',
    });
    const api = aMockApi({ startRun: jest.fn().mockRejectedValue(error) });
    await renderPage({ path: PATH, api });

    await user.click(await enabledApproveButton());

    expect(await screen.findByRole('alert')).toHaveTextContent(
      /the digest is not that of the plan/,
    );
  });

  it('puts the findings of a blocked plan first and lets nobody approve it', async () => {
    const finding = aBlockingFinding();
    const api = aMockApi({
      getPlan: jest.fn(async () =>
        aPlan({ status: 'blocked', findings: [finding] }),
      ),
    });
    await renderPage({ path: PATH, api });

    const message = await screen.findByText(finding.message, {}, PATIENCE);
    const steps = screen.getByRole('heading', { name: 'Steps' });
    expect(message.compareDocumentPosition(steps)).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const button = await approveButton();
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('A finding stops this plan.');
  });

  it('says that an empty plan has nothing to do', async () => {
    const api = aMockApi({
      getPlan: jest.fn(async () => aPlan({ status: 'empty', steps: [] })),
    });
    await renderPage({ path: PATH, api });

    const button = await approveButton();
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('There is nothing to run.');
    expect(
      screen.getByText('The clusters are already as this plan wants them.'),
    ).toBeInTheDocument();
  });

  it('lets nobody approve without the permission, and names it', async () => {
    const api = aMockApi();
    await renderPage({
      path: PATH,
      api,
      denied: ['mesh-federation.plan.approve'],
    });

    const button = await approveButton();
    await waitFor(
      () =>
        expect(button).toHaveAccessibleDescription(
          'You need the permission mesh-federation.plan.approve.',
        ),
      PATIENCE,
    );
    expect(button).toBeDisabled();
  });

  describe('for those who may plan and not approve', () => {
    const denied = ['mesh-federation.plan.approve'];

    it('asks for approval, with a comment, and says then that the plan waits', async () => {
      const user = userEvent.setup();
      const asked = aPlan({
        approvalRequest: {
          by: 'user:default/ann',
          at: '2026-03-04T12:00:00.000Z',
          comment: 'For the launch',
        },
      });
      const api = aMockApi();
      api.requestApproval.mockImplementation(async () => {
        api.getPlan.mockResolvedValue(asked);
        return asked;
      });
      await renderPage({ path: PATH, api, denied });

      await user.click(
        await screen.findByRole(
          'button',
          { name: 'Ask for approval' },
          PATIENCE,
        ),
      );
      await user.keyboard('For the launch{Enter}');

      expect(
        await screen.findByText(
          /^user:default\/ann asked for approval/,
          {},
          PATIENCE,
        ),
      ).toBeInTheDocument();
      expect(api.requestApproval).toHaveBeenCalledWith(
        'plan-1',
        'For the launch',
      );
      expect(screen.getByText('For the launch')).toBeInTheDocument();
      expect(screen.getByText('Waits for approval')).toBeInTheDocument();
      expect(
        screen.queryByRole('button', { name: 'Ask for approval' }),
      ).not.toBeInTheDocument();
    });
  });

  it('declines with a reason, keeps what was typed when that fails, and lets nobody approve then', async () => {
    const user = userEvent.setup();
    const declined = aPlan({
      declined: {
        by: 'user:default/bob',
        at: '2026-03-04T12:00:00.000Z',
        reason: 'Not before Monday',
      },
    });
    const api = aMockApi();
    api.declinePlan.mockRejectedValueOnce(new Error('away'));
    api.declinePlan.mockImplementation(async () => {
      api.getPlan.mockResolvedValue(declined);
      return declined;
    });
    await renderPage({ path: PATH, api });
    await enabledApproveButton();

    await user.click(screen.getByRole('button', { name: 'Decline' }));
    await user.keyboard('{Enter}');
    expect(
      await screen.findByText('Say why: whoever asked reads it here.'),
    ).toBeInTheDocument();
    expect(api.declinePlan).not.toHaveBeenCalled();
    await user.type(
      screen.getByRole('textbox', { name: /^Why it is not to run/ }),
      'Not before Monday{Enter}',
    );
    expect(await screen.findByText(/away/)).toBeInTheDocument();
    expect(
      screen.getByRole('textbox', { name: /^Why it is not to run/ }),
    ).toHaveValue('Not before Monday');
    await user.keyboard('{Enter}');

    expect(
      await screen.findByText(
        /^user:default\/bob declined this plan/,
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
    const button = await approveButton();
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'It was declined: make a new plan.',
    );
  });
});
