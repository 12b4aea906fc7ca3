import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aMockApi } from '../../../__testUtils__/aMockApi';
import { aFinishedRun, aRun } from '../../../__testUtils__/aRun';
import { PATIENCE, renderPage } from '../../../__testUtils__/renderPage';
import { exactTime } from '../../../ui/time/exactTime';
import { TestSignals } from '../../../__testUtils__/TestSignals';

const PATH = '/mesh-federation/runs/run-1';
const progress = () => screen.findByRole('progressbar', {}, PATIENCE);

describe('RunPage', () => {
  jest.setTimeout(120_000);

  it('shows each step, what it waits for, what was written, and the events', async () => {
    await renderPage({ path: PATH, api: aMockApi() });

    expect(await progress()).toHaveAccessibleName('1 of 8 steps done');
    expect(
      screen.getByText(/Waiting: .*istiod of west rolls out/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('ConfigMap istio-system/mesh-federation: created'),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('log')).getByText(/Created ConfigMap/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Proof')).not.toBeInTheDocument();
  });

  it('follows the signals of its own run to the proof', async () => {
    const signals = new TestSignals();
    const api = aMockApi();
    await renderPage({ path: PATH, api, signals });
    await progress();
    api.getRun.mockResolvedValue(aFinishedRun());

    signals.send({ type: 'run', runId: 'run-1' });

    const bar = await progress();
    await waitFor(
      () => expect(bar).toHaveAccessibleName('8 of 8 steps done'),
      PATIENCE,
    );
    expect(
      screen.getByRole('button', { name: 'east verifies west: Verified' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^3 of 3 inspected proxies of east hold every root/),
    ).toBeInTheDocument();
    expect(screen.getAllByText('Holds')).toHaveLength(9);
    expect(screen.getAllByText('Unknown')).toHaveLength(1);
    expect(
      screen.queryByRole('button', { name: 'Cancel the run' }),
    ).not.toBeInTheDocument();
  });

  it('leaves the signals of other runs alone', async () => {
    const signals = new TestSignals();
    const api = aMockApi({
      getRun: jest.fn(async () => aFinishedRun()),
    });
    await renderPage({ path: PATH, api, signals });
    await progress();

    signals.send({ type: 'run', runId: 'another' });
    signals.send({ type: 'observation' });

    expect(api.getRun).toHaveBeenCalledTimes(1);
  });

  it('shows the code of the error that stopped it, and what to do', async () => {
    const error = {
      code: 'MF7003',
      message: 'ConfigMap istio-system/mesh-federation has changed.',
      fix: 'Make a new plan.',
    } as const;
    const api = aMockApi({
      getRun: jest.fn(async () => aFinishedRun({ status: 'conflict', error })),
    });
    await renderPage({ path: PATH, api });

    const alert = await screen.findByRole('alert', {}, PATIENCE);
    expect(alert).toHaveTextContent('The run stopped: MF7003');
    expect(alert).toHaveTextContent(error.message);
    expect(alert).toHaveTextContent('What to do: Make a new plan.');
    expect(screen.getByText('Conflict')).toBeInTheDocument();
  });

  it('continues a failed run, and no other', async () => {
    const user = userEvent.setup();
    const failed = aFinishedRun({ status: 'failed', proof: undefined });
    const noProof = 'There is nothing to prove';
    const api = aMockApi({
      getRun: jest.fn(async () => ({ ...failed, noProof })),
    });
    await renderPage({ path: PATH, api });
    const button = await screen.findByRole(
      'button',
      { name: 'Continue the run' },
      PATIENCE,
    );
    expect(screen.getByText('There is nothing to prove.')).toBeInTheDocument();
    await waitFor(() => expect(button).toBeEnabled(), PATIENCE);
    api.getRun.mockResolvedValue(aRun());

    await user.click(button);

    expect(api.continueRun).toHaveBeenCalledWith('run-1');
    await waitFor(
      () =>
        expect(
          screen.queryByRole('button', { name: 'Continue the run' }),
        ).not.toBeInTheDocument(),
      PATIENCE,
    );
  });

  it('is not green when what it was for does not hold, and offers the next step', async () => {
    const user = userEvent.setup();
    const run = aFinishedRun({ outcome: 'not-proven' });
    const workloads = [
      { kind: 'Deployment', namespace: 'shop', name: 'orders', proxies: 2 },
    ] as const;
    const api = aMockApi({
      getRun: jest.fn(async () => ({
        ...run,
        proof: {
          ...run.proof!,
          nextSteps: [
            { kind: 'restart-workloads' as const, cluster: 'east', workloads },
            { kind: 'restart-workloads' as const, cluster: 'west', workloads },
          ],
        },
      })),
    });
    await renderPage({ path: PATH, api });

    expect(
      await screen.findByText('Succeeded, not proven', {}, PATIENCE),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /^east: until this workload is restarted, .* shop\/orders\.$/,
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/Their owners/, {}, PATIENCE),
    ).toHaveTextContent('Their owners: shop');
    const button = screen.getByRole('button', {
      name: 'Make a plan that restarts them',
    });
    await waitFor(() => expect(button).toBeEnabled(), PATIENCE);
    await user.click(button);

    expect(api.createPlan).toHaveBeenCalledWith('demo', {
      kind: 'join',
      restartWorkloads: true,
    });
    expect(
      await screen.findByRole('heading', { name: 'Plan for demo' }, PATIENCE),
    ).toBeInTheDocument();
  });

  it('repairs by a plan as the one before', async () => {
    const user = userEvent.setup();
    const run = aFinishedRun({ outcome: 'not-proven' });
    const api = aMockApi({
      getRun: jest.fn(async () => ({
        ...run,
        proof: {
          ...run.proof!,
          nextSteps: [
            { kind: 'plan-again' as const, steps: ['multi-root:east'] },
          ],
        },
      })),
    });
    await renderPage({ path: PATH, api });
    const button = await screen.findByRole(
      'button',
      { name: 'Make a new plan' },
      PATIENCE,
    );
    await waitFor(() => expect(button).toBeEnabled(), PATIENCE);
    await user.click(button);

    expect(api.createPlan).toHaveBeenCalledWith('demo', { kind: 'join' });
  });

  it('shows its events with their day, as a list in a log', async () => {
    await renderPage({ path: PATH, api: aMockApi() });

    const log = within(
      await screen.findByRole('log', { name: 'Events' }, PATIENCE),
    );
    expect(log.getAllByRole('listitem')).toHaveLength(2);
    expect(log.getAllByText(exactTime(aRun().events[0].at))).not.toEqual([]);
  });

  it('counts how long a cluster is silent, says until when it is waited for, and what is left', async () => {
    jest.useFakeTimers({
      doNotFake: ['setTimeout', 'clearTimeout', 'queueMicrotask', 'nextTick'],
    });
    try {
      const now = Date.now();
      const until = new Date(now + 300_000).toISOString();
      const silentSince = (seconds: number) => ({
        cluster: 'coast',
        since: new Date(now - seconds * 1000).toISOString(),
        until,
      });
      const run = aRun();
      const steps = run.steps.map((step, index) => ({
        ...step,
        ...(index === 1 && { silences: [silentSince(40)], remaining: 1 }),
        ...(index === 2 && {
          silences: [
            {
              ...silentSince(5),
              until: new Date(now + 60_000).toISOString(),
            },
          ],
        }),
      }));
      const api = aMockApi({
        getRun: jest.fn(async () => ({ ...run, steps })),
      });
      await renderPage({ path: PATH, api });
      const clock = new Intl.DateTimeFormat(undefined, {
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(until));
      const line = (seconds: string) =>
        new RegExp(
          `^coast has not answered for ${seconds} s, waiting until ${clock}\\.$`,
        );

      // Above all steps once, and at the step.
      expect(
        await screen.findAllByText(line('4\\d'), {}, PATIENCE),
      ).toHaveLength(2);
      expect(screen.getByText('1 workload is left.')).toBeInTheDocument();

      act(() => {
        jest.advanceTimersByTime(10_000);
      });
      expect(screen.getAllByText(line('5\\d'))).toHaveLength(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('cancels', async () => {
    const user = userEvent.setup();
    const api = aMockApi();
    await renderPage({ path: PATH, api });
    const button = await screen.findByRole(
      'button',
      { name: 'Cancel the run' },
      PATIENCE,
    );
    await waitFor(() => expect(button).toBeEnabled(), PATIENCE);
    api.getRun.mockResolvedValue(aRun({ cancelRequested: true }));

    await user.click(button);

    expect(api.cancelRun).toHaveBeenCalledWith('run-1');
    expect(await screen.findByText(/^Cancelling/)).toBeInTheDocument();
  });

  it('lets nobody cancel without the permission', async () => {
    await renderPage({
      path: PATH,
      api: aMockApi(),
      denied: ['mesh-federation.run.cancel'],
    });

    expect(
      await screen.findByText(
        'You need the permission mesh-federation.run.cancel.',
        {},
        PATIENCE,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Cancel the run' }),
    ).toBeDisabled();
  });
});
