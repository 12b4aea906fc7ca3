import type { JsonValue } from '@backstage/types';
import { NOW } from '@mesh-federation/fixtures';
import { aPlan } from '../__testUtils__/aPlan';
import { aRun, aRunStep, anEvent } from '../__testUtils__/aRun';
import { refusal, type Answers } from '../__testUtils__/fakeBackend';
import { setUp } from '../__testUtils__/setUp';
import { createWaitAction } from './createWaitAction';

const INPUT = { planId: 'p1' };
const READ = 'GET /plans/p1';
const RUN = 'GET /runs/r1';
const RUN_LINK = 'https://backstage.example/mesh-federation/runs/r1';
const PLAN_LINK = 'https://backstage.example/mesh-federation/plans/p1';
const STARTED = aPlan({ run: { id: 'r1', status: 'running' } });
const WAITING = aRunStep({
  status: 'running',
  message: 'istiod has not rolled\nout',
});
const RUNNING = aRun({
  steps: [WAITING, aRunStep({ id: 'b', status: 'pending' })],
  events: [anEvent(1, 'run started'), anEvent(2, 'a step')],
});
const PROVEN = aRun({
  status: 'succeeded',
  outcome: 'proven',
  steps: [aRunStep(), aRunStep({ id: 'b' })],
  events: [
    anEvent(1, 'run started'),
    anEvent(2, 'a step'),
    anEvent(3, 'failed once', 'step-failed'),
    anEvent(4, 'proven'),
  ],
});

/** One answer after the other, the last one for ever. */
function oneByOne(...answers: readonly object[]) {
  let at = 0;
  return () => answers[Math.min(at++, answers.length - 1)]!;
}

function setUpWait(more: Answers = {}) {
  return setUp(createWaitAction, {
    [READ]: STARTED,
    [RUN]: oneByOne(RUNNING, RUNNING, PROVEN),
    ...more,
  });
}

describe('mesh-federation:run:wait', () => {
  it('follows a run until it is proven, each event once', async () => {
    const { run } = setUpWait();

    const { output, lines, failure } = await run(INPUT);

    expect(failure).toBeUndefined();
    expect(output).toEqual({
      state: 'proven',
      planId: 'p1',
      runId: 'r1',
      link: RUN_LINK,
    });
    expect(lines).toEqual([
      `info: Run r1: ${RUN_LINK}`,
      'info: run started',
      'info: a step',
      'info: 0 of 2 steps done',
      'error: failed once',
      'info: proven',
      'info: 2 of 2 steps done',
    ]);
  });

  it('reads the events that the run does not bring along', async () => {
    const { run } = setUpWait({
      [RUN]: { ...PROVEN, events: [anEvent(5, 'e5')], earlierEvents: 'c5' },
      'GET /runs/r1/events?cursor=c5': {
        items: [anEvent(4, 'e4'), anEvent(3, 'e3')],
        nextCursor: 'c3',
      },
      'GET /runs/r1/events?cursor=c3': {
        items: [anEvent(2, 'e2'), anEvent(1, 'e1')],
      },
    });

    const { lines } = await run(INPUT);

    expect(lines.slice(1, 6).join()).toBe(
      'info: e1,info: e2,info: e3,info: e4,info: e5',
    );
  });

  it('tells after a restart only what is new', async () => {
    const checkpoints = new Map<string, JsonValue>([['wait.p1', { since: 1 }]]);
    const { run } = setUpWait();

    const { lines, failure } = await run(INPUT, { checkpoints });

    expect(failure).toBeUndefined();
    expect(lines).not.toContain('info: run started');
    expect(lines).toContain('info: proven');
  });

  it('waits for the approval, and says so once', async () => {
    const asked = aPlan({ approvalRequest: { by: 'user:a/b', at: NOW } });
    const { run } = setUpWait({ [READ]: oneByOne(asked, asked, STARTED) });

    const { output, lines } = await run(INPUT);

    expect(output.state).toBe('proven');
    expect(lines.slice(0, 2)).toEqual([
      `info: plan p1 waits for approval, as user:a/b asked at ${NOW}: ${PLAN_LINK}`,
      `info: Run r1: ${RUN_LINK}`,
    ]);
  });

  it.each([
    [
      'is declined',
      { declined: { by: 'user:a/b', at: NOW, reason: 'No' } },
      'declined by user:a/b',
    ],
    ['is outdated', { outdated: true } as const, 'outdated'],
  ])('ends when the plan %s', async (_, plan, message) => {
    const { run } = setUpWait({ [READ]: oneByOne(aPlan(), aPlan(plan)) });

    const { failure } = await run(INPUT);

    expect(failure?.message).toContain(message);
    expect(failure?.message).toContain('Start the template again');
  });

  it('ends well with an empty plan', async () => {
    const { run } = setUpWait({ [READ]: aPlan({ status: 'empty' }) });

    const { output } = await run(INPUT);

    expect(output).toEqual({
      state: 'nothing-to-do',
      planId: 'p1',
      link: PLAN_LINK,
    });
  });

  it('fails with what is to be done when the run is not proven', async () => {
    const { run } = setUpWait({
      [RUN]: {
        ...PROVEN,
        outcome: 'unknown',
        noProof: 'east did not answer',
      },
    });

    const { output, failure } = await run(INPUT);

    expect(output).toEqual({});
    expect(failure?.message).toBe(
      `All steps are done, but it is not known whether what run r1 was for holds. east did not answer. See ${RUN_LINK}`,
    );
  });

  it('says what goes on when its time is over', async () => {
    const { run, calls } = setUpWait({ [RUN]: RUNNING });

    const { failure } = await run({ ...INPUT, timeoutMinutes: 1 });

    expect(failure?.message).toBe(
      `timeoutMinutes: after 1 min run r1 has 0 of 2 steps done, at: Name the network of east (istiod has not rolled out). It goes on without the task: ${RUN_LINK}. To wait longer, run mesh-federation:run:wait for plan p1 again, with a greater timeoutMinutes`,
    );
    // Pauses grow: a minute is not sixty questions.
    expect(calls.length).toBeLessThan(15);
  });

  it('looks once when it has no time', async () => {
    const { run, calls } = setUpWait({ [RUN]: RUNNING });

    const { failure } = await run({ ...INPUT, timeoutMinutes: 0 });

    expect(failure?.message).toContain('timeoutMinutes: after 0 min');
    expect(calls).toHaveLength(2);
  });

  it('sits out a restart of the backend', async () => {
    const away = refusal(503, 'starting');
    const { run } = setUpWait({
      [RUN]: oneByOne(RUNNING, away, away, PROVEN),
    });

    const { output, lines } = await run(INPUT);

    expect(output.state).toBe('proven');
    expect(lines.filter(line => line.startsWith('warn'))).toHaveLength(2);
  });

  it('gives up at once when the sign-in is over', async () => {
    const { run } = setUpWait({
      [RUN]: oneByOne(RUNNING, refusal(401, 'expired')),
    });

    const { failure } = await run(INPUT);

    expect(failure?.name).toBe('AuthenticationError');
  });

  it.each([
    [{}, 'Run r1 goes on: cancel it at'],
    [{ [READ]: aPlan() }, 'The plan is as it was: decline it at'],
  ])('stops when the task is cancelled: %#', async (more: Answers, message) => {
    const controller = new AbortController();
    const cancel = (answer: object) => () => {
      controller.abort(new Error('stop'));
      return answer;
    };
    const { run, changes } = setUpWait({ [RUN]: cancel(RUNNING), ...more });
    if (READ in more) controller.abort(new Error('stop'));

    const { failure } = await run(INPUT, { signal: controller.signal });

    expect(failure?.message).toContain(message);
    expect(changes()).toEqual([]);
  });

  it('waits for nothing in a dry run', async () => {
    const { run, calls } = setUpWait();

    const { output } = await run(INPUT, { isDryRun: true });

    expect(calls).toEqual([]);
    expect(output).toEqual({ state: 'dry-run', planId: 'p1', link: PLAN_LINK });
  });
});
