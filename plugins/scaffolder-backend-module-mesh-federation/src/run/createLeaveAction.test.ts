import type { JsonValue } from '@backstage/types';
import { aPlan } from '../__testUtils__/aPlan';
import { aRun } from '../__testUtils__/aRun';
import { setUp } from '../__testUtils__/setUp';
import { createLeaveAction } from './createLeaveAction';

const INPUT = { federation: 'shop', clusters: ['west'], keepFlags: true };
const CREATE = 'POST /federations/shop/plans';
const PREVIEW = 'POST /federations/shop/plans?dryRun=true';
const START = 'POST /plans/p1/runs';
const LEAVE = aPlan({ request: { kind: 'leave' } });

function setUpLeave() {
  return setUp(createLeaveAction, {
    [CREATE]: LEAVE,
    [PREVIEW]: LEAVE,
    [START]: aRun(),
    'GET /plans/p1': LEAVE,
    'GET /federations/shop/affected': {
      workloads: [],
      services: [],
      omitted: { workloads: 0, services: 0 },
      unknown: [],
      unreadEntities: 1,
    },
  });
}

describe('mesh-federation:leave', () => {
  it('plans and starts, once however often the task is tried', async () => {
    const checkpoints = new Map<string, JsonValue>();
    const { run, changes, calls, answers } = setUpLeave();
    await run(INPUT, { checkpoints });
    answers['GET /plans/p1'] = { ...LEAVE, run: { id: 'r1' } };

    const { output, failure } = await run(INPUT, { checkpoints });

    expect(failure).toBeUndefined();
    expect(changes()).toEqual([CREATE, START]);
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      kind: 'leave',
      clusters: ['west'],
      keepFlags: true,
    });
    expect(output).toMatchObject({
      planId: 'p1',
      runId: 'r1',
      state: 'started',
      summary: 'Leave shop: 1 step in east',
      affected: {
        unknown: ['1 entity: the Kubernetes annotation cannot be read'],
      },
      link: 'https://backstage.example/mesh-federation/runs/r1',
    });
  });

  it('starts nothing in a dry run', async () => {
    const { run, changes } = setUpLeave();

    const { output } = await run(INPUT, { isDryRun: true });

    expect(changes()).toEqual([PREVIEW]);
    expect(output).toMatchObject({
      state: 'dry-run',
      status: 'ready',
      link: 'https://backstage.example/mesh-federation/federations/shop',
    });
  });
});
