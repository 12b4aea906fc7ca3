import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { setTimeout } from 'node:timers/promises';
import { Life } from './__testUtils__/Life';
import { killedAt } from './__testUtils__/killedAt';
import {
  startBackstage,
  type Backstage,
  type TaskEnd,
} from './__testUtils__/startBackstage';
import { readTemplate } from './__testUtils__/templates';
import { World } from './__testUtils__/World';

// Backstage is started again and again.
jest.setTimeout(600_000);

const TEMPLATES = ['join-clusters', 'new-cluster', 'leave-mesh'].map(
  readTemplate,
);

const BIRTH = {
  template: 'new-cluster',
  values: {
    name: 'west',
    owner: 'group:default/platform',
    federation: 'shop',
    with: ['east'],
    restartWorkloads: true,
    repoUrl: 'github.com?owner=clusters&repo=west',
  },
};
const JOIN = {
  template: 'join-clusters',
  values: {
    federation: 'shop',
    clusters: ['east', 'west'],
    restartWorkloads: true,
  },
};
const LEAVE = {
  template: 'leave-mesh',
  values: { federation: 'shop', keepFlags: false },
};

/** What a task tells at its end, but for ids and times. */
function told({ output }: TaskEnd): unknown {
  const text = JSON.stringify(output)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replace(/\d{4}[-\\]+\d\d[-\\]+\d\dT[\d:.\\]+Z/g, 'TIME');
  return JSON.parse(text);
}

async function plansOf(backstage: Backstage): Promise<readonly Plan[]> {
  const path = '/mesh-federation/federations/shop/plans';
  return (await backstage.call('GET', path)).items;
}

/** The runs of all plans, the newest first. */
async function runsOf(backstage: Backstage): Promise<readonly string[]> {
  return (await plansOf(backstage)).flatMap(({ request, run }) =>
    run ? [`${request.kind} ${run.status} ${run.outcome}`] : [],
  );
}

/** A plan whose answer was lost is made again: the first one can do no harm. */
async function expectNoOtherStarts(backstage: Backstage): Promise<void> {
  const plans = await plansOf(backstage);
  for (const { id, digest } of plans.filter(({ run }) => !run)) {
    const path = `/mesh-federation/plans/${id}/runs`;
    expect(await backstage.call('POST', path, { digest })).toMatchObject({
      error: { name: 'ConflictError' },
    });
  }
}

/** The writes of a cluster, each once. */
function writesOf(world: World) {
  return Object.values(world.clusters).flatMap(({ client }) =>
    client.writes.map(({ verb, path }) => `${client.cluster} ${verb} ${path}`),
  );
}

describe('a task that is killed with Backstage', () => {
  const worlds: World[] = [];
  function newWorld(): World {
    const world = new World(TEMPLATES);
    worlds.push(world);
    return world;
  }

  /** What comes of a task undisturbed. */
  async function undisturbed(task: { template: string; values: object }) {
    const world = newWorld();
    const { end, backstage } = await killedAt({
      ...task,
      world,
      how: 'recovered',
      kills: [],
    });
    await backstage.stop();
    return { world, end };
  }

  let birth: Awaited<ReturnType<typeof undisturbed>>;

  beforeAll(async () => {
    birth = await undisturbed(BIRTH);
  });

  afterAll(async () => {
    for (const world of worlds) await world.remove();
  });

  it.each(['recovered', 'retried'] as const)(
    'in each step of a birth, and is %s, does nothing twice and comes to the same end',
    async how => {
      const world = newWorld();

      const { end, backstage } = await killedAt({
        ...BIRTH,
        world,
        how,
        kills: [
          { after: /^GET \/clusters/ },
          { after: /^addLocation/ },
          { after: /^PUT \/federations\/shop/ },
          { after: /^POST \/federations\/shop\/plans$/ },
          { after: /^POST \/plans\/.*\/runs$/, before: () => world.hold() },
          { after: /^GET \/runs\// },
          { after: /^GET \/runs\// },
          { after: /^POST \/observations/, before: () => world.release() },
        ],
      });

      expect(end.error).toBeUndefined();
      expect(told(end)).toEqual(told(birth.end));
      expect(await runsOf(backstage)).toEqual(['join succeeded proven']);
      await expectNoOtherStarts(backstage);
      expect(world.pushes).toEqual(birth.world.pushes);
      expect(world.locations).toEqual(birth.world.locations);
      expect(writesOf(world).sort()).toEqual(writesOf(birth.world).sort());
      const path = '/mesh-federation/federations';
      expect(await backstage.call('GET', path)).toMatchObject({
        items: [{ name: 'shop', members: ['east', 'west'], version: 1 }],
      });
      await backstage.stop();
    },
  );

  it.each(['recovered', 'retried'] as const)(
    'in each step of a leave, and is %s, does nothing twice and comes to the same end',
    async how => {
      const world = newWorld();
      const joined = await killedAt({ ...JOIN, world, how, kills: [] });
      await joined.backstage.stop();
      for (const { client } of Object.values(world.clusters)) {
        client.writes.length = 0;
      }
      world.hold();

      const { end, backstage } = await killedAt({
        ...LEAVE,
        world,
        how,
        kills: [
          { after: /^POST \/federations\/shop\/plans$/ },
          { after: /^POST \/plans\/.*\/runs$/ },
          { after: /^GET \/runs\// },
          { after: /^runs finish/, before: () => world.release() },
        ],
      });

      expect(end.error).toBeUndefined();
      expect(end.output).toMatchObject({
        text: [
          { content: expect.stringMatching(/^Run .* has started$/) },
          { content: expect.stringContaining('14 steps in east, west') },
        ],
      });
      expect(await runsOf(backstage)).toEqual([
        'leave succeeded proven',
        'join succeeded proven',
      ]);
      await expectNoOtherStarts(backstage);
      const writes = writesOf(world);
      expect(writes).not.toEqual([]);
      expect(writes).toEqual([...new Set(writes)]);
      await backstage.stop();
    },
  );

  it('and is neither, can be begun again when its run has ended', async () => {
    const world = newWorld();
    world.hold();
    const life = new Life(effect => /^GET \/runs\//.test(effect));
    const killed = await startBackstage({ world, life });
    await killed.begin(JOIN.template, JOIN.values);
    await life.killed;
    await killed.stop();
    await world.pass({ minutes: 1 });
    const backstage = await startBackstage({
      world,
      life: new Life(() => false),
    });
    const again = async () =>
      backstage.end(await backstage.begin(JOIN.template, JOIN.values));

    const early = await again();
    world.release();
    while ((await runsOf(backstage))[0]?.startsWith('join running')) {
      await setTimeout(100);
    }
    const late = await again();

    expect(early.error).toMatchObject({
      message: expect.stringMatching(
        /^Cluster east is held by run .*, which has not ended\. Wait for its end, then plan again$/,
      ),
    });
    expect(late.error).toBeUndefined();
    expect(late.output).toMatchObject({
      text: [{ content: 'Nothing is to be done' }, {}, {}],
    });
    expect(await runsOf(backstage)).toEqual(['join succeeded proven']);
    await backstage.stop();
  });
});
