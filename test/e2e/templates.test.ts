/**
 * Software templates on real clusters: two join by one template, and a third, new to the catalog,
 * is born federated by another, which publishes to a real Git server. Tasks run in the real
 * scaffolder and are cancelled by nobody but the tests.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import yaml from 'yaml';
import { kubectl, type ClusterHandle } from '../bed/index.ts';
import { CACHE, ROOT } from '../demo/paths.ts';
import { openSession, type Session } from '../demo/session.ts';
import { callAcross } from '../demo/traffic.ts';
import { startGitea, type Gitea } from '../gitea/gitea.ts';
import { phase } from '../times/phases.ts';

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
  readonly text?: readonly {
    readonly title: string;
    readonly content: string;
  }[];
  readonly links?: readonly { readonly title: string; readonly url?: string }[];
}

interface Template {
  readonly metadata: { readonly name: string };
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

/** A file that the catalog reads, with what examples it has but not the new cluster. */
function writeCatalog(folder: string, templates: readonly Template[]): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'templates.yaml');
  writeFileSync(
    file,
    templates.map(template => yaml.stringify(template)).join('---\n'),
  );
  return file;
}

describe('software templates', () => {
  let session: Session;
  let gitea: Gitea;
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
        app: false,
        port: 7037,
      },
      {
        config: {
          catalog: {
            rules: [{ allow: ['Template', 'Resource', 'Group', 'User'] }],
            locations: [
              'examples/catalog.yaml',
              'examples/templates/join-clusters.yaml',
            ]
              .map(path => join(ROOT, path))
              .concat(writeCatalog(folder, [newCluster]))
              .map(target => ({ type: 'file', target })),
          },
          integrations: {
            gitea: [
              {
                host: gitea.host,
                baseUrl: gitea.baseUrl,
                username: gitea.user,
                password: gitea.password,
              },
            ],
          },
          scaffolder: { taskRecovery: { enabled: true } },
        },
      },
    );
    await gitea.api('POST', '/orgs', { username: 'clusters' });
    await inCatalog('template', 'new-cluster');
    await inCatalog('template', 'join-clusters');
  });

  after(async () => {
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

  const begin = async (template: string, values: object): Promise<string> => {
    const { id } = await session.api.request<{ id: string }>(
      'POST',
      '/scaffolder/v2/tasks',
      { templateRef: `template:default/${template}`, values },
    );
    return id;
  };

  const eventsOf = (task: string) =>
    session.api.request<readonly TaskEvent[]>(
      'GET',
      `/scaffolder/v2/tasks/${task}/events`,
    );

  /** Waits until the task has ended; gives its log and its output. */
  async function ended(task: string) {
    const deadline = Date.now() + TASK_MS;
    for (;;) {
      const events = await eventsOf(task);
      const end = events.find(({ type }) => type === 'completion');
      if (end) {
        const lines = events.map(({ body }) => body.message);
        const { status } = await session.api.request<{ status: string }>(
          'GET',
          `/scaffolder/v2/tasks/${task}`,
        );
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

  it('joins two clusters', async () => {
    const task = await begin('join-clusters', {
      federation: FEDERATION,
      clusters: ['east', 'west'],
      restartWorkloads: true,
    });

    const { lines, status, output } = await ended(task);

    assert.equal(status, 'completed', lines.join('\n'));
    const proof = output?.text?.find(({ title }) => title === 'Proof')?.content;
    assert.match(proof ?? '', /(\d+) of \1 hold/);
  });

  it('makes a cluster part of the mesh from its birth', async () => {
    const task = await begin('new-cluster', {
      ...NEW_CLUSTER,
      repoUrl: `${gitea.host}?owner=clusters&repo=north`,
    });

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
