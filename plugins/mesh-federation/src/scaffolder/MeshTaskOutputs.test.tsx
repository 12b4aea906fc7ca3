import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  scaffolderApiRef,
  type ScaffolderTask,
  type ScaffolderTaskOutput,
} from '@backstage/plugin-scaffolder-react';
import { scaffolderApiMock } from '@backstage/plugin-scaffolder-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { act, screen } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { Route, Routes } from 'react-router-dom';
import { aMockApi } from '../__testUtils__/aMockApi';
import { aPlan } from '../__testUtils__/aPlan';
import { aFinishedRun, aRun, aRunSummary } from '../__testUtils__/aRun';
import { OBSERVED_AT } from '../__testUtils__/anOverview';
import { PATIENCE } from '../__testUtils__/renderPage';
import { TestSignals } from '../__testUtils__/TestSignals';
import { meshFederationApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { MeshTaskOutputs } from './MeshTaskOutputs';

expect.extend(toHaveNoViolations);

const BEFORE = new Date(Date.parse(OBSERVED_AT) - 60_000).toISOString();
const AFTER = new Date(Date.parse(OBSERVED_AT) + 60_000).toISOString();
const OUTPUT: ScaffolderTaskOutput = {
  meshFederationPlanId: 'plan-1',
  links: [{ title: 'Plan', url: 'https://backstage.example/plan-1' }],
};
const RUN = { id: 'run-1', status: 'running' } as const;

function open(options: {
  output?: ScaffolderTaskOutput;
  parameters?: ScaffolderTask['spec']['parameters'];
  createdAt?: string;
  api?: Partial<MeshFederationApi>;
}) {
  const { output, parameters = {}, createdAt = BEFORE } = options;
  const api = aMockApi(options.api);
  const signals = new TestSignals();
  const task = { id: 'task-1', createdAt, spec: { parameters } };
  const { container } = renderInTestApp(
    <Routes>
      <Route
        path="/tasks/:taskId"
        element={<MeshTaskOutputs output={output} />}
      />
    </Routes>,
    {
      initialRouteEntries: ['/tasks/task-1'],
      mountedRoutes: {
        '/mesh-federation': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [meshFederationApiRef, api],
        [signalApiRef, signals],
        [
          scaffolderApiRef,
          scaffolderApiMock.mock({
            getTask: async () => task as unknown as ScaffolderTask,
          }),
        ],
        mockApis.permission(),
      ],
    },
  );
  return { api, signals, container };
}

const heading = (name: string) =>
  screen.findByRole('heading', { name }, PATIENCE);

describe('MeshTaskOutputs', () => {
  jest.setTimeout(120_000);

  it('shows the run of the plan that the task made, and follows it to the proof', async () => {
    let finished = false;
    const { signals } = open({
      output: OUTPUT,
      api: {
        getPlan: async () => aPlan({ run: RUN }),
        getRun: async () => (finished ? aFinishedRun() : aRun()),
      },
    });

    await heading('Run of demo');
    expect(
      screen.getByText(/istiod of west rolls out: 0 of 1 replicas are ready/),
    ).toBeInTheDocument();
    // What is done or has not begun is on the page of the run.
    expect(
      screen.getAllByRole('heading', { level: 3 }).map(h => h.textContent),
    ).toEqual([expect.stringMatching(/^\d+\. /)]);
    expect(screen.getByRole('link', { name: 'See the run' })).toHaveAttribute(
      'href',
      '/mesh-federation/runs/run-1',
    );
    expect(await screen.findByTestId('output-box')).toHaveTextContent('Plan');

    finished = true;
    act(() => signals.send({ type: 'run', runId: 'run-1' }));

    await heading('Proof');
    // What is below it is Backstage's own.
    expect(await axe(screen.getByRole('article'))).toHaveNoViolations();
  });

  it('shows the plan as long as somebody has to approve it', async () => {
    open({
      output: OUTPUT,
      api: {
        getPlan: async () =>
          aPlan({
            approvalRequest: { by: 'user:default/ann', at: OBSERVED_AT },
          }),
      },
    });

    await heading('Plan for demo');
    expect(await screen.findByText('Waits for approval')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'See the plan' })).toHaveAttribute(
      'href',
      '/mesh-federation/plans/plan-1',
    );
  });

  it('finds the run of a task that has not ended', async () => {
    const { api } = open({
      parameters: { federation: 'demo' },
      api: { listRuns: async () => ({ items: [aRunSummary()] }) },
    });

    await heading('Run of demo');
    expect(api.listRuns).toHaveBeenCalledWith({ federation: 'demo', limit: 1 });
  });

  it.each([
    ['no output', { output: undefined, parameters: {} }],
    ['no plan in its output', { output: { links: OUTPUT.links } }],
    ['an older run', { createdAt: AFTER, parameters: { federation: 'demo' } }],
    ['a plan that is no text', { output: { meshFederationPlanId: { a: 1 } } }],
  ])('shows nothing of its own for a task with %s', async (_, options) => {
    const { api, container } = open({
      ...options,
      api: { listRuns: async () => ({ items: [aRunSummary()] }) },
    });
    await act(async () => {});

    expect(container.querySelector('section, .bui-Card')).toBeNull();
    expect(api.getRun).not.toHaveBeenCalled();
    expect(api.getPlan).not.toHaveBeenCalled();
  });

  it('says that what it shows is old when the backend is away', async () => {
    let away = false;
    const { signals } = open({
      output: OUTPUT,
      api: {
        getPlan: async () => {
          if (away) throw new Error('It is away');
          return aPlan({ run: RUN });
        },
        getRun: async () => aRun(),
      },
    });
    await heading('Run of demo');

    away = true;
    act(() => signals.send({ type: 'run', runId: 'run-1' }));

    expect(await screen.findByText(/It is away/, {}, PATIENCE)).toBeVisible();
    await heading('Run of demo');
  });

  it('says when the run could not be loaded', async () => {
    open({
      output: OUTPUT,
      api: {
        getPlan: async () => {
          throw new Error('It is away');
        },
      },
    });

    expect(await screen.findByText('It is away', {}, PATIENCE)).toBeVisible();
    expect(await screen.findByTestId('output-box')).toHaveTextContent('Plan');
  });
});
