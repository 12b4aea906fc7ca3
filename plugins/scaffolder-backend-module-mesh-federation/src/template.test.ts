import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { NOW, aFederation } from '@mesh-federation/fixtures';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { aPlan, DIGEST, NOBODY_AFFECTED } from './__testUtils__/aPlan';
import { aRun, aRunStep, anEvent } from './__testUtils__/aRun';
import { clusterPage } from './__testUtils__/clusterPage';
import { meshBackend } from './__testUtils__/meshBackend';
import { readTemplate, startScaffolder } from './__testUtils__/startScaffolder';

// The first test starts a backend.
jest.setTimeout(60_000);

const JOIN = readTemplate('join-clusters');
const LEAVE = readTemplate('leave-mesh');
const NEW_CLUSTER = readTemplate('new-cluster');
const VALUES = {
  federation: 'shop',
  clusters: ['east', 'west'],
  restartWorkloads: true,
  reason: 'For the launch',
};
const USER = 'user:default/mock';
const SHOP = aFederation(['east', 'west'], { name: 'shop' });

/** Takes the place of GitHub: keeps what the catalog is to read. */
function publishing(published: string[]) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'publishing',
    register(env) {
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(
            createTemplateAction({
              id: 'publish:github',
              schema: {
                input: {
                  repoUrl: z => z.string(),
                  description: z => z.string(),
                  defaultBranch: z => z.string(),
                },
                output: { repoContentsUrl: z => z.string() },
              },
              async handler(ctx) {
                const file = resolve(ctx.workspacePath, 'catalog-info.yaml');
                published.push(readFileSync(file, 'utf8'));
                ctx.output('repoContentsUrl', 'https://git.example/blob/main');
              },
            }),
          );
        },
      });
    },
  });
}

describe('the example templates', () => {
  const mesh = meshBackend();
  const published: string[] = [];
  const catalog = catalogServiceMock({ entities: [JOIN, LEAVE, NEW_CLUSTER] });
  const addLocation = jest.spyOn(catalog, 'addLocation');
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
  const runTask = (template = 'join-clusters', values: object = VALUES) =>
    scaffolder.runTask(template, values);

  beforeAll(async () => {
    scaffolder = await startScaffolder({
      catalog,
      features: [mesh.plugin, publishing(published)],
    });
  });

  beforeEach(() => {
    mesh.calls.length = 0;
    mesh.bodies.length = 0;
    published.length = 0;
    addLocation.mockReset();
    addLocation.mockImplementation(async ({ target = '' }) => ({
      location: { id: 'l1', type: 'url', target, entityRef: 'location:x/l1' },
      entities: published.map(text => parse(text)),
    }));
    for (const key of Object.keys(mesh.answers)) delete mesh.answers[key];
    Object.assign(mesh.answers, {
      'GET /clusters': clusterPage(['east', 'west']),
      'POST /federations/shop/plans?dryRun=true': aPlan(),
      'PUT /federations/shop': SHOP,
      'POST /federations/shop/plans': aPlan(),
      'GET /federations/shop/affected': NOBODY_AFFECTED,
      'GET /plans/p1': aPlan(),
      'POST /plans/p1/runs': aRun(),
      'POST /plans/p1/approval-request': aPlan({
        approvalRequest: { by: USER, at: NOW },
      }),
    });
  });

  const changes = () =>
    mesh.calls.filter(asked => !asked.startsWith(`${USER} GET`));

  it('tells the plan in a dry run and stores nothing', async () => {
    const { output, log } = await scaffolder.call('POST', '/v2/dry-run', {
      template: JOIN,
      values: VALUES,
      directoryContents: [],
    });

    expect(changes()).toEqual([
      `${USER} POST /federations/shop/plans?dryRun=true`,
      `${USER} POST /federations/shop/plans?dryRun=true`,
    ]);
    expect(output.text).toMatchObject([
      { title: 'State', content: 'A dry run starts nothing' },
      { title: 'Plan', content: expect.stringContaining('Join shop') },
      { title: 'Proof', content: expect.stringContaining('0 of 1 hold') },
    ]);
    expect(JSON.stringify(log)).toContain('A dry run waits for nothing');
  });

  it('ends well when the plan has to be approved by somebody else', async () => {
    mesh.answers['POST /plans/p1/runs'] = {
      status: 403,
      error: {
        name: 'NotAllowedError',
        message: 'Permission mesh-federation.plan.approve is missing',
      },
    };

    const { output } = await runTask();

    expect(changes().slice(-2)).toEqual([
      `${USER} POST /plans/p1/runs`,
      `${USER} POST /plans/p1/approval-request`,
    ]);
    expect(output).toMatchObject({
      links: [
        { url: 'https://backstage.example/mesh-federation/plans/p1' },
        { url: 'https://backstage.example/mesh-federation/plans/p1' },
      ],
      text: [
        { content: expect.stringContaining(`as ${USER} asked`) },
        { title: 'Plan' },
      ],
    });
  });

  it('follows the run and proves the federation', async () => {
    const seen = { status: 'observed', value: true, at: NOW };
    const reason = 'Seen.';
    const pairs = [
      ['east', 'west'],
      ['west', 'east'],
    ];
    Object.assign(mesh.answers, {
      'GET /federations/shop': SHOP,
      'GET /plans/p1': aPlan({ run: { id: 'r1', status: 'running' } }),
      'GET /runs/r1': {
        ...aRun({
          outcome: 'proven',
          steps: [aRunStep()],
          events: [anEvent(1, 'east has a network')],
        }),
        status: 'succeeded',
      },
      'POST /observations': {
        items: ['east', 'west'].map(name => ({
          cluster: { name },
          reachable: seen,
          stale: false,
        })),
      },
      'GET /trust': {
        trust: pairs.map(([from, to]) => ({
          from,
          to,
          verdict: 'verified',
          reason,
        })),
        discovery: pairs.map(([from, to]) => ({
          in: from,
          for: to,
          verdict: 'synced',
          reason,
        })),
      },
    });

    const { output, lines } = await runTask();

    expect(lines.join('\n')).toContain('east has a network');
    expect(output).toMatchObject({
      text: [
        { content: 'Run r1 has started' },
        { title: 'Plan' },
        { title: 'Proof', content: expect.stringContaining('6 of 6 hold') },
      ],
    });
    expect(mesh.calls.join()).not.toContain(DIGEST);
  });

  it('fails with the reason, and leaves nothing half done', async () => {
    mesh.answers['GET /clusters'] = clusterPage(['east']);

    const { output, lines } = await runTask();

    expect(output).toBeUndefined();
    expect(lines.join('\n')).toContain(
      "clusters: the Kubernetes plugin does not know 'west'",
    );
    expect(changes()).toEqual([]);
  });

  const NORTH = {
    name: 'north',
    owner: 'group:default/platform',
    federation: 'shop',
    with: ['east'],
    restartWorkloads: true,
    repoUrl: 'github.com?owner=clusters&repo=north',
  };

  it('brings a new cluster into the catalog, then into the mesh', async () => {
    mesh.answers['GET /clusters'] = clusterPage(['east', 'north']);
    mesh.answers['POST /plans/p1/runs'] = {
      status: 403,
      error: { name: 'NotAllowedError', message: 'Not allowed' },
    };

    const { output } = await runTask('new-cluster', NORTH);

    expect(published.map(text => parse(text))).toMatchObject([
      {
        metadata: { name: 'north' },
        spec: { type: 'kubernetes-cluster', owner: NORTH.owner },
      },
    ]);
    expect(addLocation.mock.calls[0][0]).toMatchObject({
      target: 'https://git.example/blob/main/catalog-info.yaml',
    });
    expect(mesh.bodies[0]).toEqual({
      kind: 'join',
      members: ['east', 'north'],
    });
    expect(output).toMatchObject({
      links: [
        { entityRef: 'resource:default/north' },
        { title: 'Page of the plan' },
        { title: 'Page of the run, or who has to approve' },
      ],
    });
  });

  it.each([
    [
      'registered',
      () => addLocation.mockRejectedValue(new Error('The catalog is away')),
      /The cluster is not in the catalog, and no cluster was changed/,
    ],
    [
      'planned',
      () =>
        void (mesh.answers['POST /federations/shop/plans?dryRun=true'] = {
          status: 400,
          error: { name: 'InputError', message: 'members: no' },
        }),
      /is in the catalog and not part of the mesh; no cluster was changed/,
    ],
    [
      'proven',
      () =>
        Object.assign(mesh.answers, {
          'GET /plans/p1': aPlan({ run: { id: 'r1', status: 'running' } }),
          'GET /runs/r1': {
            ...aRun({ outcome: 'not-proven' }),
            status: 'failed',
          },
        }),
      /The plan was started and does not depend on this task/,
    ],
  ])(
    'says what is left of a cluster that cannot be %s',
    async (_, fail, said) => {
      mesh.answers['GET /clusters'] = clusterPage(['east', 'north']);
      fail();

      const { lines } = await runTask('new-cluster', NORTH);

      const left = lines.filter(line => / Mend | page says /.test(line));
      expect(left.join()).toMatch(said);
      expect(new Set(left.map(line => line.match(said)?.[0])).size).toBe(1);
    },
  );

  it.each([
    [{}, { kind: 'leave', keepFlags: false }],
    [{ clusters: [] }, { kind: 'leave', keepFlags: false }],
    [
      { clusters: ['west'] },
      { kind: 'leave', clusters: ['west'], keepFlags: false },
    ],
  ])('plans and starts the leave of %j', async (which, body) => {
    Object.assign(mesh.answers, {
      'POST /federations/shop/plans': aPlan({ request: { kind: 'leave' } }),
      'GET /runs/r1': { ...aRun({ outcome: 'proven' }), status: 'succeeded' },
    });
    let read = 0;
    Object.defineProperty(mesh.answers, 'GET /plans/p1', {
      configurable: true,
      enumerable: true,
      get: () =>
        read++ === 0
          ? aPlan()
          : aPlan({ run: { id: 'r1', status: 'running' } }),
    });

    const { output } = await runTask('leave-mesh', {
      federation: 'shop',
      keepFlags: false,
      ...which,
    });

    expect(changes()).toEqual([
      `${USER} POST /federations/shop/plans`,
      `${USER} POST /plans/p1/runs`,
    ]);
    expect(mesh.bodies[0]).toEqual(body);
    expect(output).toMatchObject({
      links: [{ url: 'https://backstage.example/mesh-federation/runs/r1' }],
      text: [{ content: 'Run r1 has started' }, { title: 'Plan' }],
    });
  });
});
