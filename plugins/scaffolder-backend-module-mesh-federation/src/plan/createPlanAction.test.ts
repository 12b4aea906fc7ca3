import type { JsonValue } from '@backstage/types';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aFederation } from '@mesh-federation/fixtures';
import { aFinding } from '../__testUtils__/aFinding';
import { aPlan, DIGEST } from '../__testUtils__/aPlan';
import { refusal } from '../__testUtils__/fakeBackend';
import { setUp } from '../__testUtils__/setUp';
import { createPlanAction } from './createPlanAction';

const INPUT = { federation: 'shop', clusters: ['east', 'west'] };
const SHOP = aFederation(['east', 'west'], { name: 'shop', version: 3 });
const PUT = 'PUT /federations/shop';
const CREATE = 'POST /federations/shop/plans';
const PREVIEW = 'POST /federations/shop/plans?dryRun=true';
const AFFECTED = {
  workloads: [
    {
      cluster: 'east',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'cart',
      proxies: 1,
      services: [],
      entities: [
        { entityRef: 'component:default/cart', owners: ['group:default/shop'] },
      ],
    },
  ],
  services: [],
  omitted: { workloads: 0, services: 2 },
  unknown: [{ cluster: 'west', reason: 'no Pods were read' }],
  unreadEntities: 0,
};

function setUpPlan(plan: Plan = aPlan(), more = {}) {
  return setUp(createPlanAction, {
    [PREVIEW]: plan,
    [PUT]: SHOP,
    [CREATE]: plan,
    'GET /plans/p1': plan,
    'GET /federations/shop/affected': AFFECTED,
    ...more,
  });
}

const EXISTING = { 'GET /federations/shop': SHOP };

describe('mesh-federation:plan', () => {
  it('creates the federation and plans the join', async () => {
    const { run, calls, changes } = setUpPlan();

    const { output, lines, failure } = await run({
      ...INPUT,
      description: 'The shop',
      restartWorkloads: true,
    });

    expect(failure).toBeUndefined();
    expect(changes()).toEqual([PREVIEW, PUT, CREATE]);
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
      members: ['east', 'west'],
      description: 'The shop',
      version: 0,
    });
    expect(
      calls.find(({ path }) => path === '/federations/shop/plans')?.body,
    ).toEqual({ kind: 'join', restartWorkloads: true });
    expect(output).toEqual({
      planId: 'p1',
      digest: DIGEST,
      status: 'ready',
      summary: 'Join shop: 1 step in east',
      steps: [
        {
          id: 'network:east',
          cluster: 'east',
          title: 'Name the network of east',
          disruption: 'istiod rolls once',
        },
      ],
      proposals: [],
      affected: {
        workloads: 1,
        services: 2,
        entities: ['component:default/cart'],
        owners: ['group:default/shop'],
        unknown: [
          'west: no Pods were read',
          'There are too many to name all entities',
        ],
      },
      findings: [],
      markdown: expect.stringContaining('1. **east**: Name the network'),
      link: 'https://backstage.example/mesh-federation/plans/p1',
    });
    expect(lines).toEqual(['info: Join shop: 1 step in east']);
  });

  it('extends a federation, bound to the version that was read', async () => {
    const { run, calls } = setUpPlan(aPlan(), EXISTING);

    await run({ federation: 'shop', clusters: ['north'] });

    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
      members: ['east', 'north', 'west'],
      reader: 'with-secrets',
      version: 3,
    });
  });

  it('leaves a federation alone that is already what is wanted', async () => {
    const { run, changes } = setUpPlan(aPlan(), EXISTING);

    await run(INPUT);

    expect(changes()).toEqual([CREATE]);
  });

  it('plans what the members lack when no cluster is named', async () => {
    const { run, changes } = setUpPlan(aPlan(), EXISTING);

    await run({ federation: 'shop' });

    expect(changes()).toEqual([CREATE]);
  });

  it('plans a leave', async () => {
    const leave = aPlan({ request: { kind: 'leave' } });
    const { run, calls, changes } = setUpPlan(leave, EXISTING);

    const { output } = await run({
      federation: 'shop',
      kind: 'leave',
      clusters: ['west'],
      keepFlags: true,
    });

    expect(changes()).toEqual([CREATE]);
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      kind: 'leave',
      clusters: ['west'],
      keepFlags: true,
    });
    expect(output.summary).toBe('Leave shop: 1 step in east');
  });

  it('stores nothing in a dry run', async () => {
    const { run, changes } = setUpPlan();

    const { output } = await run(INPUT, { isDryRun: true });

    expect(changes()).toEqual([PREVIEW]);
    expect(output).toMatchObject({
      status: 'ready',
      affected: { unknown: ['It is told once the clusters are members'] },
      link: 'https://backstage.example/mesh-federation/federations/shop',
    });
  });

  it('plans once, however often the task is tried', async () => {
    const checkpoints = new Map<string, JsonValue>();
    const { run, changes } = setUpPlan(aPlan(), EXISTING);
    await run(INPUT, { checkpoints });

    const { output } = await run(INPUT, { checkpoints });

    expect(changes()).toEqual([CREATE]);
    expect(output.planId).toBe('p1');
  });

  it('changes nothing when findings would block the plan, and plans anew when tried again', async () => {
    const checkpoints = new Map<string, JsonValue>();
    const blocked = aPlan({ status: 'blocked', findings: [aFinding()] });
    const { run, changes, answers } = setUpPlan(blocked);

    const { failure } = await run(INPUT, { checkpoints });

    expect(failure?.message).toContain('MF1001: west does not answer.');
    expect(changes()).toEqual([PREVIEW]);

    answers[PREVIEW] = aPlan();
    answers[CREATE] = aPlan();
    answers['GET /plans/p1'] = aPlan();
    const again = await run(INPUT, { checkpoints });

    expect(again.failure).toBeUndefined();
    expect(again.output.planId).toBe('p1');
  });

  it('tells a plan with nothing to do', async () => {
    const { run } = setUpPlan(aPlan({ status: 'empty', steps: [] }));

    const { output } = await run(INPUT);

    expect(output).toMatchObject({
      status: 'empty',
      summary: 'Join shop: nothing is to be done',
    });
  });

  it.each([
    [
      { ...INPUT, keepFlags: true },
      "keepFlags: only a plan of kind 'leave' has it",
    ],
    [
      { ...INPUT, kind: 'leave' as const, restartWorkloads: false },
      "restartWorkloads: only a plan of kind 'join' has it",
    ],
    [{ federation: 'shop', clusters: ['east'] }, "clusters: 'east' alone"],
  ])('refuses %j', async (input, message) => {
    const { run, changes } = setUpPlan();

    const { failure } = await run(input);

    expect(failure?.name).toBe('InputError');
    expect(failure?.message).toContain(message);
    expect(changes()).toEqual([]);
  });

  it("names its own field where the API's is another", async () => {
    const { run } = setUpPlan(aPlan(), {
      [PREVIEW]: refusal(400, "members: 'x' is not a cluster"),
    });

    const { failure } = await run(INPUT);

    expect(failure?.message).toBe("clusters: 'x' is not a cluster");
  });
});
