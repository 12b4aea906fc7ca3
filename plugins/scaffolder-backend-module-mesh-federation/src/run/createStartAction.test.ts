import { NOW } from '@mesh-federation/fixtures';
import { aPlan, DIGEST } from '../__testUtils__/aPlan';
import { aRun } from '../__testUtils__/aRun';
import { refusal, type Answers } from '../__testUtils__/fakeBackend';
import { setUp } from '../__testUtils__/setUp';
import { createStartAction } from './createStartAction';

const INPUT = { planId: 'p1', digest: DIGEST };
const READ = 'GET /plans/p1';
const START = 'POST /plans/p1/runs';
const ASK = 'POST /plans/p1/approval-request';
const ASKED = { by: 'user:default/ann', at: NOW };
const RUNNING = aPlan({ run: { id: 'r1', status: 'running' } });
const PLAN_LINK = 'https://backstage.example/mesh-federation/plans/p1';
const RUN_LINK = 'https://backstage.example/mesh-federation/runs/r1';
const FORBIDDEN = refusal(
  403,
  'Permission mesh-federation.plan.approve is missing',
);

function setUpStart(more: Answers = {}) {
  return setUp(createStartAction, {
    [READ]: aPlan(),
    [START]: aRun(),
    ...more,
  });
}

describe('mesh-federation:run:start', () => {
  it('approves the plan by its digest', async () => {
    const { run, calls } = setUpStart();

    const { output, lines, failure } = await run(INPUT);

    expect(failure).toBeUndefined();
    expect(calls.at(-1)).toMatchObject({
      method: 'POST',
      path: '/plans/p1/runs',
      body: { digest: DIGEST },
    });
    expect(output).toEqual({
      state: 'started',
      planId: 'p1',
      runId: 'r1',
      message: 'Run r1 has started',
      link: RUN_LINK,
    });
    expect(lines).toEqual(['info: Run r1 has started']);
  });

  it('goes on with a run that was started before', async () => {
    const { run, changes } = setUpStart({ [READ]: RUNNING });

    const { output } = await run(INPUT);

    expect(output).toMatchObject({ state: 'started', runId: 'r1' });
    expect(changes()).toEqual([]);
  });

  it('asks for approval where the initiator may not approve, and ends well', async () => {
    const { run, calls } = setUpStart({
      [START]: FORBIDDEN,
      [ASK]: aPlan({ approvalRequest: ASKED }),
    });

    const { output, failure } = await run({ ...INPUT, comment: 'Please' });

    expect(failure).toBeUndefined();
    expect(calls.at(-1)?.body).toEqual({ comment: 'Please' });
    expect(output).toEqual({
      state: 'waiting-for-approval',
      planId: 'p1',
      message: `Waiting for approval, as user:default/ann asked: whoever may approve finds the plan at ${PLAN_LINK}`,
      link: PLAN_LINK,
    });
  });

  it('fails where the initiator may not even ask', async () => {
    const { run } = setUpStart({
      [START]: FORBIDDEN,
      [ASK]: refusal(403, 'Permission mesh-federation.plan.create is missing'),
    });

    const { failure } = await run(INPUT);

    expect(failure?.name).toBe('NotAllowedError');
    expect(failure?.message).toContain('mesh-federation.plan.create');
  });

  it.each([
    ['as the initiator does', {}],
    ['while the initiator asks for it', { [START]: FORBIDDEN }],
  ])(
    'goes on with the run when somebody else approves %s',
    async (_, more: Answers) => {
      let read = 0;
      const { run } = setUpStart({
        [START]: refusal(409, 'Plan p1 was approved: see run r1'),
        [ASK]: refusal(409, 'Plan p1 was approved: see run r1'),
        ...more,
        [READ]: () => (read++ === 0 ? aPlan() : RUNNING),
      });

      const { output, failure } = await run(INPUT);

      expect(failure).toBeUndefined();
      expect(output).toMatchObject({ state: 'started', runId: 'r1' });
    },
  );

  it('starts nothing that is refused', async () => {
    const { run } = setUpStart({ [START]: refusal(409, 'MF7006: changed') });

    const { failure } = await run(INPUT);

    expect(failure?.message).toBe('MF7006: changed');
  });

  it('ends well with an empty plan', async () => {
    const { run, changes } = setUpStart({
      [READ]: aPlan({ status: 'empty', steps: [] }),
    });

    const { output } = await run(INPUT);

    expect(output).toMatchObject({ state: 'nothing-to-do', link: PLAN_LINK });
    expect(changes()).toEqual([]);
  });

  it('refuses a digest of another plan, without telling the right one', async () => {
    const { run, changes } = setUpStart();

    const { failure } = await run({ planId: 'p1', digest: 'other' });

    expect(failure?.message).toContain('digest: it is not that of plan p1');
    expect(failure?.message).not.toContain(DIGEST);
    expect(changes()).toEqual([]);
  });

  it('refuses a plan that was declined', async () => {
    const declined = { by: 'user:default/bob', at: NOW, reason: 'Not now' };
    const { run, changes } = setUpStart({ [READ]: aPlan({ declined }) });

    const { failure } = await run(INPUT);

    expect(failure?.message).toContain('declined by user:default/bob');
    expect(changes()).toEqual([]);
  });

  it('asks nothing in a dry run', async () => {
    const { run, calls } = setUpStart();

    const { output } = await run(INPUT, { isDryRun: true });

    expect(calls).toEqual([]);
    expect(output).toEqual({
      state: 'dry-run',
      planId: 'p1',
      message: 'A dry run starts nothing',
      link: PLAN_LINK,
    });
  });
});
