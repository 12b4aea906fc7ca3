/**
 * Clusters whose Istio is kept in Git join by the template for them: each owner gets a pull request
 * with the change in the spelling of the file, the stand-in of the owner's tool applies what is
 * merged, and the run goes on when it sees that.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterHandle } from '../bed/index.ts';
import { ROOT } from '../demo/paths.ts';
import { openSession, type Session } from '../demo/session.ts';
import { callAcross } from '../demo/traffic.ts';
import { startGitea, type Gitea } from '../gitea/gitea.ts';
import { serveGitHubCalls, type GitHubCalls } from '../gitea/githubCalls.ts';
import { phase } from '../times/phases.ts';
import { eventually } from './evidence.ts';
import { SPELLINGS, syncAsTool, type Spelling } from './gitOps.ts';

const GITEA_PORT = 7039;
const GITHUB_PORT = 7041;
const FEDERATION = 'shop';
const ORG = 'clusters';
const TEMPLATE = 'join-by-pull-request';
const TASK_SECONDS = 10 * 60;

/** The entries of istiod that a join needs, as a map and as a list has them. */
const IN_A_MAP = [
  'ISTIO_MULTIROOT_MESH: "true"',
  'SHARED_MESH_CONFIG: mesh-federation',
];
const IN_A_LIST = [
  '- name: ISTIO_MULTIROOT_MESH',
  'value: "true"',
  '- name: SHARED_MESH_CONFIG',
  'value: mesh-federation',
];

interface PullRequest {
  readonly number: number;
  readonly body: string;
}

interface Owner {
  readonly cluster: ClusterHandle;
  readonly spelling: Spelling;
  /** Of the API: where the files of the cluster are. */
  readonly repo: string;
}

describe('join through pull requests', () => {
  let session: Session;
  let gitea: Gitea;
  let github: GitHubCalls;
  let owners: readonly Owner[];

  before(async () => {
    gitea = await phase('gitea', () => startGitea(GITEA_PORT));
    github = await serveGitHubCalls(gitea, GITHUB_PORT);
    session = await openSession(
      {
        clusters: SPELLINGS.length,
        federate: true,
        once: true,
        keep: false,
        apart: true,
        app: false,
        port: 7037,
      },
      { config: configuration(gitea, github) },
    );
    owners = session.clusters.map((cluster, index) => ({
      cluster,
      spelling: SPELLINGS[index]!,
      repo: `/repos/${ORG}/${cluster.name}`,
    }));
    await gitea.api('POST', '/orgs', { username: ORG });
    await phase('into Git', async () => {
      for (const owner of owners) await keepInGit(owner);
    });
  });

  after(async () => {
    await phase('closing', async () => session?.close());
    await github?.stop();
    await gitea?.stop();
  });

  async function keepInGit(owner: Owner): Promise<void> {
    const { cluster, spelling, repo } = owner;
    await gitea.api('POST', `/orgs/${ORG}/repos`, {
      name: cluster.name,
      auto_init: true,
      default_branch: 'main',
    });
    const files = await spelling.filesOf(cluster);
    await gitea.api('POST', `${repo}/contents`, {
      message: 'Istio as it runs',
      files: Object.entries(files).map(([path, content]) => ({
        operation: 'create',
        path,
        content: Buffer.from(content).toString('base64'),
      })),
    });
    await sync(owner);
  }

  /** The tool looks at Git. */
  async function sync({ cluster, spelling, repo }: Owner): Promise<void> {
    const { tree } = await gitea.api<{
      tree: readonly { path: string; type: string }[];
    }>('GET', `${repo}/git/trees/main?recursive=true`);
    const files: Record<string, string> = {};
    for (const { path, type } of tree) {
      if (type !== 'blob') continue;
      files[path] = await gitea.api('GET', `${repo}/raw/${path}`);
    }
    await syncAsTool(cluster, spelling, files);
  }

  const pullsOf = ({ repo }: Owner) =>
    gitea.api<readonly PullRequest[]>('GET', `${repo}/pulls?state=open`);

  /** What the only pull request of an owner changes: files, and lines without indentation. */
  async function changeOf(owner: Owner) {
    const [pull, ...others] = await pullsOf(owner);
    assert.ok(pull && others.length === 0, `one for ${owner.cluster.name}`);
    const diff = await gitea.api<string>(
      'GET',
      `${owner.repo}/pulls/${pull.number}.diff`,
    );
    const lines = diff.split('\n');
    return {
      pull,
      files: lines.flatMap(line => /^\+\+\+ b\/(.+)/.exec(line)?.[1] ?? []),
      added: lines
        .filter(line => /^\+(?!\+\+)/.test(line))
        .map(line => line.slice(1).trim()),
      gone: lines.filter(line => /^-(?!--)/.test(line)),
    };
  }

  async function startTask(): Promise<string> {
    await eventually(
      'the template is in the catalog',
      () =>
        session.api
          .request(
            'GET',
            `/catalog/entities/by-name/template/default/${TEMPLATE}`,
          )
          .then(
            () => true,
            () => false,
          ),
      { seconds: 120 },
    );
    const { id } = await session.api.request<{ id: string }>(
      'POST',
      '/scaffolder/v2/tasks',
      {
        templateRef: `template:default/${TEMPLATE}`,
        values: {
          federation: FEDERATION,
          clusters: owners.map(({ cluster }) => cluster.name),
          restartWorkloads: true,
          repositories: owners.map(({ cluster: { name }, spelling }) => ({
            cluster: name,
            url: `${gitea.baseUrl}/${ORG}/${name}/src/branch/main`,
            repoUrl: `${github.host}?owner=${ORG}&repo=${name}`,
            path: spelling.path,
          })),
        },
      },
    );
    return id;
  }

  async function linesOf(task: string): Promise<string> {
    const events = await session.api.request<
      readonly { readonly body: { readonly message: string } }[]
    >('GET', `/scaffolder/v2/tasks/${task}/events`);
    return events.map(({ body }) => body.message).join('\n');
  }

  async function statusOf(task: string): Promise<string> {
    const { status } = await session.api.request<{ status: string }>(
      'GET',
      `/scaffolder/v2/tasks/${task}`,
    );
    return status;
  }

  it('proposes to each owner what is needed, and is proven when they have done it', async () => {
    const task = await startTask();
    const goesOn = async () =>
      assert.equal(await statusOf(task), 'processing', await linesOf(task));
    await eventually(
      'the run waits for the owners',
      async () =>
        (await linesOf(task)).split('Proposed to the owner').length >
          owners.length || (await statusOf(task)) !== 'processing',
      { seconds: 300 },
    );
    await goesOn();

    for (const owner of owners) {
      const { name, path } = owner.spelling;
      const { pull, files, added, gone } = await changeOf(owner);
      assert.deepEqual(files, [path], name);
      assert.deepEqual(gone, [], name);
      assert.deepEqual(
        added,
        added[0]?.startsWith('-') ? IN_A_LIST : IN_A_MAP,
        name,
      );
      assert.match(pull.body, /Let istiod of east accept several roots/);
      const merge = `${owner.repo}/pulls/${pull.number}/merge`;
      await gitea.api('POST', merge, { Do: 'merge' });
    }

    // Merged is not made: the run waits for what it sees.
    await sleep(10_000);
    await goesOn();
    await phase('tools', async () => {
      for (const owner of owners) await sync(owner);
    });

    await eventually(
      'the task ends',
      async () => (await statusOf(task)) !== 'processing',
      { seconds: TASK_SECONDS },
    );
    assert.equal(await statusOf(task), 'completed', await linesOf(task));
    const { trust, discovery } = await session.api.trust();
    const pairs = owners.length * (owners.length - 1);
    assert.deepEqual(
      trust.map(({ verdict }) => verdict),
      new Array(pairs).fill('verified'),
    );
    assert.deepEqual(
      discovery.map(({ verdict }) => verdict),
      new Array(pairs).fill('synced'),
    );
    for (const { cluster: from } of owners) {
      for (const { cluster: to } of owners) {
        const answer = await callAcross(from, to.name);
        assert.deepEqual(answer, { status: 200, answeredBy: to.name });
      }
    }
  });
});

const configuration = (gitea: Gitea, github: GitHubCalls) => ({
  catalog: {
    locations: ['examples/catalog.yaml', `examples/templates/${TEMPLATE}.yaml`]
      .map(path => join(ROOT, path))
      .map(target => ({ type: 'file', target })),
  },
  integrations: {
    gitea: [gitea.integration],
    github: [
      {
        host: github.host,
        apiBaseUrl: github.apiBaseUrl,
        token: 'nobody-asks',
      },
    ],
  },
});
