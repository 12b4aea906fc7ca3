/**
 * Software templates on real clusters, in Chromium and with the keyboard alone: two clusters join
 * by one template, whose plan somebody else approves, and a third, new to the catalog, is born
 * federated by another, which publishes to a real Git server. Tasks run in the real scaffolder and
 * are cancelled by nobody but the tests. Keeps screenshots in `test/ui/results`.
 */
import { chromium, type Browser } from '@playwright/test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import yaml from 'yaml';
import { kubectl, type ClusterHandle } from '../bed/index.ts';
import { CACHE, ROOT } from '../demo/paths.ts';
import { openSession, type Session } from '../demo/session.ts';
import { signInAs } from '../demo/signInAs.ts';
import { callAcross } from '../demo/traffic.ts';
import { startGitea, type Gitea } from '../gitea/gitea.ts';
import { phase } from '../times/phases.ts';
import { CHROMIUM, expect } from '../ui/chromium.ts';
import { keyboardOf } from '../ui/keyboard.ts';
import { openStage, type Stage } from '../ui/openStage.ts';
import {
  chooseTemplate,
  create,
  formOf,
  goOn,
  OURS,
  panel,
  seesTheRun,
  showsInLog,
  showsProof,
} from '../ui/templateTask.ts';

const GITEA_PORT = 7039;
const CATALOG_MS = 120_000;
const TASK_MS = 10 * 60_000;
const FEDERATION = 'shop';
const NEW_CLUSTER = {
  name: 'north',
  owner: 'group:default/mesh-platform-engineers',
  federation: FEDERATION,
  restartWorkloads: true,
};

interface TaskEvent {
  readonly id: number;
  readonly type: string;
  readonly body: {
    readonly message: string;
    readonly stepId?: string;
    readonly output?: TaskOutput;
  };
}

interface TaskOutput {
  readonly meshFederationPlanId?: string;
  readonly text?: readonly {
    readonly title: string;
    readonly content: string;
  }[];
  readonly links?: readonly { readonly title: string; readonly url?: string }[];
}

interface Template {
  readonly metadata: { readonly name: string; readonly title: string };
  readonly spec: { readonly steps: readonly { action: string }[] };
}

/** The template as the documentation has it, for the Git server of this test. */
function forGitea(name: string): Template {
  const file = join(ROOT, `examples/templates/${name}.yaml`);
  const text = readFileSync(file, 'utf8')
    .replaceAll('publish:github', 'publish:gitea')
    .replaceAll('github.com', `localhost:${GITEA_PORT}`);
  return yaml.parse(text) as Template;
}

/** Somebody who plans and may not approve, and somebody who approves and may not plan. */
const PEOPLE = [
  ['ann', 'mesh-platform-engineers'],
  ['ben', 'mesh-approvers'],
].map(([name, group]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: { memberOf: [group] },
}));

/** What a template does that waits until somebody has approved the plan of another task. */
const WAIT_FOR_PLAN = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'wait-for-plan', title: 'Wait for a plan' },
  spec: {
    owner: 'group:default/mesh-platform-engineers',
    type: 'mesh',
    parameters: {
      properties: {
        planId: { title: 'Plan', type: 'string' },
      },
    },
    steps: [
      {
        id: 'wait',
        name: 'Wait until the run is proven',
        action: 'mesh-federation:run:wait',
        input: { planId: '${{ parameters.planId }}' },
      },
    ],
  },
};

/** A file that the catalog reads. */
function writeCatalog(folder: string, entities: readonly object[]): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'templates.yaml');
  writeFileSync(
    file,
    entities.map(entity => yaml.stringify(entity)).join('---\n'),
  );
  return file;
}

describe('software templates', () => {
  let session: Session;
  let gitea: Gitea;
  let browser: Browser;
  const stages = new Map<string, Stage>();
  const newCluster = forGitea('new-cluster');
  const byName = (name: string): ClusterHandle =>
    session.clusters.find(cluster => cluster.name === name)!;

  before(async () => {
    gitea = await phase('gitea', () => startGitea(GITEA_PORT));
    const folder = join(CACHE, 'templates');
    session = await openSession(
      {
        clusters: 3,
        federate: true,
        once: true,
        keep: false,
        apart: true,
        port: 7037,
      },
      {
        config: {
          catalog: {
            locations: [
              'examples/catalog.yaml',
              'examples/templates/join-clusters.yaml',
            ]
              .map(path => join(ROOT, path))
              .concat(
                writeCatalog(folder, [newCluster, WAIT_FOR_PLAN, ...PEOPLE]),
              )
              .map(target => ({ type: 'file', target })),
          },
          integrations: {
            gitea: [gitea.integration],
          },
          scaffolder: { taskRecovery: { enabled: true } },
        },
      },
    );
    await gitea.api('POST', '/orgs', { username: 'clusters' });
    await inCatalog('template', 'new-cluster');
    await inCatalog('template', 'join-clusters');
    await inCatalog('template', 'wait-for-plan');
    browser = await chromium.launch(CHROMIUM);
    for (const name of ['ann', 'ben', 'guest']) {
      await inCatalog('user', name);
      const signIn = await signInAs(session.backstage, `user:default/${name}`);
      stages.set(name, await openStage(session, browser, signIn));
    }
  });

  afterEach(async context => {
    if ('passed' in context && context.passed) return;
    for (const [name, { keep }] of stages) {
      await keep(`failed-${name}`);
    }
  });

  after(async () => {
    await browser?.close();
    await phase('closing', async () => session?.close());
    await gitea?.stop();
  });

  async function inCatalog(kind: string, name: string): Promise<void> {
    const deadline = Date.now() + CATALOG_MS;
    const path = `/catalog/entities/by-name/${kind}/default/${name}`;
    while (!(await session.api.request('GET', path).catch(() => undefined))) {
      assert.ok(Date.now() < deadline, `${kind} ${name} is not in the catalog`);
      await sleep(500);
    }
  }

  const eventsOf = (task: string) =>
    session.api.request<readonly TaskEvent[]>(
      'GET',
      `/scaffolder/v2/tasks/${task}/events`,
    );

  async function statusOf(task: string): Promise<string> {
    const { status } = await session.api.request<{ status: string }>(
      'GET',
      `/scaffolder/v2/tasks/${task}`,
    );
    return status;
  }

  /** Waits until the task has ended; gives its log and its output. */
  async function ended(task: string) {
    const deadline = Date.now() + TASK_MS;
    for (;;) {
      const events = await eventsOf(task);
      const end = events.find(({ type }) => type === 'completion');
      if (end) {
        const lines = events.map(({ body }) => body.message);
        const status = await statusOf(task);
        return { lines, status, output: end.body.output };
      }
      assert.ok(Date.now() < deadline, `task ${task} did not end`);
      await sleep(1000);
    }
  }

  /** What a template may change, as far as anybody can see: objects, Git, database. */
  async function world(): Promise<unknown> {
    const objects = await Promise.all(
      session.clusters.map(async cluster => {
        const { stdout } = await kubectl(cluster, [
          'get',
          'configmaps,secrets,deployments,serviceaccounts,roles,rolebindings,gateways',
          '--namespace=istio-system',
          '--output=jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.generation} {.metadata.uid}{"\\n"}{end}',
        ]);
        return stdout;
      }),
    );
    const [repositories, federations, runs] = await Promise.all([
      gitea.api<{ data: readonly unknown[] }>('GET', '/repos/search'),
      session.api.request('GET', '/mesh-federation/federations'),
      session.api.request('GET', '/mesh-federation/runs'),
    ]);
    return { objects, repositories: repositories.data, federations, runs };
  }

  it('shows in a dry run what would be planned, and writes nothing anywhere', async () => {
    const untouched = await world();

    const { output, log } = await session.api.request<{
      output: TaskOutput;
      log: readonly TaskEvent[];
    }>('POST', '/scaffolder/v2/dry-run', {
      template: newCluster,
      values: {
        ...NEW_CLUSTER,
        with: ['east'],
        repoUrl: `${gitea.host}?owner=clusters&repo=north`,
      },
      directoryContents: [],
    });

    const plan = output.text?.find(({ title }) => title === 'Plan')?.content;
    assert.match(
      plan ?? '',
      /Trust the root of north in east/,
      JSON.stringify(log),
    );
    assert.deepEqual(await world(), untouched);
  });

  it('asks for approval, and goes on when somebody has approved', async () => {
    const ann = stages.get('ann')!;
    const ben = stages.get('ben')!;
    const keys = keyboardOf(ann.page);
    const waits = ann.shows('Waits for approval');

    await chooseTemplate(ann, 'Join clusters to a mesh');
    const name = ann.page.getByRole('combobox', { name: /Federation/ });
    await keys.fill(name, FEDERATION);
    for (const cluster of ['east', 'west']) {
      const box = ann.page.getByRole('checkbox', { name: cluster });
      await keys.press(box, 'Space');
    }
    await ann.shows(/it will be created/)();
    await ann.keep('21-task-form');
    await goOn(ann.page, 'Next');
    const reason = ann.page.getByRole('textbox', { name: /Reason/ });
    await keys.fill(reason, 'One shop in two regions');
    await goOn(ann.page, 'Review');
    await ann.shows('One shop in two regions')();
    await ann.keep('21-task-review');
    const asking = await create(ann);
    await expect(
      panel(ann.page).getByRole('heading', { name: `Plan for ${FEDERATION}` }),
    ).toBeVisible();
    await ann.keepLooks('22-task-asks', waits, OURS);

    const asked = await ended(asking);
    assert.equal(asked.status, 'completed', asked.lines.join('\n'));
    const state = asked.output?.text?.find(({ title }) => title === 'State');
    assert.match(
      state?.content ?? '',
      /^Waiting for approval, as user:default\/ann asked/,
    );
    const planId = asked.output?.meshFederationPlanId;

    await ann.goto(formOf('wait-for-plan', { planId }));
    await goOn(ann.page, 'Review');
    const waiting = await create(ann);
    await showsInLog(ann, /waits for approval, as user:default\/ann asked/);

    await ben.goto(`/mesh-federation/federations/${FEDERATION}`);
    const ofBen = keyboardOf(ben.page);
    await ofBen.press(
      ben.page.getByRole('row').filter({ hasText: 'Waits for approval' }),
    );
    await ben.shows('One shop in two regions')();
    await ofBen.press(
      ben.page.getByRole('button', { name: 'Approve and run' }),
    );
    await expect(ben.page).toHaveURL(/\/mesh-federation\/runs\//);

    await showsInLog(ann, /\d+ of \d+ steps done/);
    const waited = await ended(waiting);
    assert.equal(waited.status, 'completed', waited.lines.join('\n'));
    assert.match(waited.lines.join('\n'), /Trust the root of west in east/);
    await ann.goto(`/create/tasks/${asking}`);
    await showsProof(ann);
    await ann.keep('23-task-approved');
    await seesTheRun(ann);
  });

  it('makes a cluster part of the mesh from its birth', async () => {
    const guest = stages.get('guest')!;
    const { page } = guest;
    const keys = keyboardOf(page);
    const box = (label: string | RegExp) =>
      page.getByRole('textbox', { name: label });

    await chooseTemplate(guest, newCluster.metadata.title);
    await keys.fill(box(/Name/), NEW_CLUSTER.name);
    await keys.reach(page.getByLabel(/Owner/));
    await page.keyboard.type('mesh-platform');
    await guest.shows('mesh-platform-engineers')();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await goOn(page, 'Next');
    const federation = page.getByRole('combobox', { name: /Federation/ });
    await keys.fill(federation, FEDERATION);
    await guest.shows('Members: east, west.')();
    await guest.keep('24-birth-form');
    await goOn(page, 'Next');
    await keys.fill(box(/Owner/), 'clusters');
    await keys.fill(page.getByLabel(/Repository/), NEW_CLUSTER.name);
    await goOn(page, 'Review');
    const task = await create(guest);
    await showsInLog(guest, /\d+ of \d+ steps done/);
    assert.equal(await statusOf(task), 'processing');
    await guest.keepLooks(
      '25-birth-live',
      () =>
        expect(
          panel(page).getByRole('heading', { name: `Run of ${FEDERATION}` }),
        ).toBeVisible(),
      OURS,
    );
    await guest.keepLooks('26-birth-proven', () => showsProof(guest), OURS);
    await seesTheRun(guest);

    const { lines, status, output } = await ended(task);

    const log = lines.join('\n');
    assert.equal(status, 'completed', log);
    assert.match(log, /Make the remote secret of north in east/);
    const proof = output?.text?.find(({ title }) => title === 'Proof')?.content;
    assert.match(proof ?? '', /(\d+) of \1 hold/);
    await inCatalog('resource', 'north');
    const { trust, discovery } = await session.api.trust();
    assert.deepEqual(
      [
        ...trust.map(({ verdict }) => verdict),
        ...discovery.map(({ verdict }) => verdict),
      ],
      [...Array(6).fill('verified'), ...Array(6).fill('synced')],
    );
    assert.equal((await callAcross(byName('north'), 'east')).status, 200);
    assert.equal((await callAcross(byName('east'), 'north')).status, 200);
    const file = await gitea.api<{ content: string }>(
      'GET',
      '/repos/clusters/north/contents/catalog-info.yaml',
    );
    const entity = yaml.parse(
      Buffer.from(file.content, 'base64').toString('utf8'),
    );
    assert.equal(entity.metadata.name, 'north');
    assert.equal(entity.spec.owner, NEW_CLUSTER.owner);
  });
});
