/**
 * The few calls of GitHub's API that `publish:github:pull-request` makes, answered by Gitea, so
 * that templates run against a real Git server as they are. What is written becomes a branch and a
 * pull request there. Sources: gr2m/octokit-plugin-create-pull-request
 * src/compose-create-pull-request.ts; Gitea's API, /repos/{owner}/{repo}/contents and /pulls.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Gitea } from './gitea.ts';

interface TreeEntry {
  readonly path: string;
  readonly content?: string;
  /** Of a blob. */
  readonly sha?: string;
}

interface Commit {
  readonly message: string;
  readonly tree: string;
}

interface Body {
  readonly content: string;
  readonly encoding: string;
  readonly base_tree: string;
  readonly tree: readonly TreeEntry[];
  readonly message: string;
  readonly ref: string;
  readonly sha: string;
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly variables: {
    readonly owner: string;
    readonly repo: string;
    readonly head: string;
  };
}

/** Where GitHub's API is, in the configuration of an integration. */
export interface GitHubCalls {
  readonly host: string;
  readonly apiBaseUrl: string;
  stop(): Promise<void>;
}

class NotAsked extends Error {}

/** Serves GitHub's API for the repositories of Gitea, at a port of loopback. */
export async function serveGitHubCalls(
  gitea: Gitea,
  port: number,
): Promise<GitHubCalls> {
  // What GitHub keeps by its hash, in base64.
  const blobs = new Map<string, string>();
  const trees = new Map<string, readonly TreeEntry[]>();
  const commits = new Map<string, Commit>();
  const keep = <T>(kept: Map<string, T>, value: T): string => {
    const sha = createHash('sha1').update(JSON.stringify(value)).digest('hex');
    kept.set(sha, value);
    return sha;
  };
  const contentOf = ({ content, sha = '' }: TreeEntry): string =>
    content === undefined
      ? blobs.get(sha)!
      : Buffer.from(content).toString('base64');

  /** As it is in the default branch; undefined where there is no such file. */
  const fileIn = (repo: string, path: string) =>
    gitea
      .api<{ sha: string; content: string }>(
        'GET',
        `${repo}/contents/${encodeURIComponent(path)}`,
      )
      .catch(() => undefined);

  /** The tree of the branch itself where nothing in it would change. */
  async function makeTree(
    repo: string,
    { base_tree: base, tree }: Body,
  ): Promise<string> {
    const changed: TreeEntry[] = [];
    for (const entry of tree) {
      if ((await fileIn(repo, entry.path))?.content !== contentOf(entry)) {
        changed.push(entry);
      }
    }
    return changed.length === 0 ? base : keep(trees, changed);
  }

  async function makeBranch(repo: string, { ref, sha }: Body): Promise<object> {
    const { message, tree } = commits.get(sha)!;
    const files: object[] = [];
    for (const entry of trees.get(tree) ?? []) {
      const known = await fileIn(repo, entry.path);
      files.push({
        operation: known ? 'update' : 'create',
        path: entry.path,
        content: contentOf(entry),
        ...(known && { sha: known.sha }),
      });
    }
    await gitea.api('POST', `${repo}/contents`, {
      new_branch: ref.replace('refs/heads/', ''),
      message,
      files,
    });
    return { ref, object: { sha } };
  }

  async function answer(
    method: string,
    url: URL,
    read: () => Promise<Body>,
  ): Promise<unknown> {
    const call = `${method} ${url.pathname}`;
    if (call === 'POST /api/graphql') {
      const { owner, repo, head } = (await read()).variables;
      const branch = await gitea
        .api('GET', `/repos/${owner}/${repo}/branches/${head}`)
        .catch(() => undefined);
      const ref = branch && { associatedPullRequests: { edges: [] } };
      return { data: { repository: { ref: ref ?? null } } };
    }
    const [, repo, rest = ''] =
      /^\/api\/v3(\/repos\/[^/]+\/[^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    switch (repo && `${method} ${rest}`) {
      case 'GET ':
        return {
          ...(await gitea.api<object>('GET', repo!)),
          permissions: { push: true },
        };
      case 'GET /commits':
        return gitea.api(
          'GET',
          `${repo}/commits?limit=1&sha=${url.searchParams.get('sha') ?? ''}`,
        );
      case 'POST /git/blobs': {
        const { content, encoding } = await read();
        return {
          sha: keep(
            blobs,
            encoding === 'base64'
              ? content
              : Buffer.from(content).toString('base64'),
          ),
        };
      }
      case 'POST /git/trees':
        return { sha: await makeTree(repo!, await read()) };
      case 'POST /git/commits': {
        const { message, tree } = await read();
        return { sha: keep(commits, { message, tree: String(tree) }) };
      }
      case 'POST /git/refs':
        return makeBranch(repo!, await read());
      case 'POST /pulls': {
        const { head, base, title, body } = await read();
        return gitea.api('POST', `${repo}/pulls`, {
          head: head.slice(head.indexOf(':') + 1),
          base,
          title,
          body,
        });
      }
      default:
        throw new NotAsked(`${call} is no call that is answered here`);
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', `http://localhost:${port}`);
    answer(request.method ?? '', url, () => bodyOf(request)).then(
      value => {
        response.writeHead(request.method === 'GET' ? 200 : 201, {
          'Content-Type': 'application/json',
        });
        response.end(JSON.stringify(value));
      },
      (error: Error) => {
        response.writeHead(error instanceof NotAsked ? 404 : 500, {
          'Content-Type': 'application/json',
        });
        response.end(JSON.stringify({ message: error.message }));
      },
    );
  });
  await new Promise<void>(resolve => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    host: `localhost:${port}`,
    apiBaseUrl: `http://localhost:${port}/api/v3`,
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  return JSON.parse(await text(request)) as Body;
}
