import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aBlockingFinding } from '../../__testUtils__/aFinding';
import { aMockApi } from '../../__testUtils__/aMockApi';
import { aPlan } from '../../__testUtils__/aPlan';
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
    expect(
      screen.getAllByText(/istiod of east restarts once/),
    ).not.toHaveLength(0);
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

  it('approves exactly the digest that it shows, and goes to the run', async () => {
    const user = userEvent.setup();
    const plan = aPlan({ digest: 'ab'.repeat(32) });
    const api = aMockApi({ getPlan: jest.fn(async () => plan) });
    await renderPage({ path: PATH, api });

    expect(await screen.findByText(plan.digest, {}, PATIENCE)).toBeVisible();
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
});
