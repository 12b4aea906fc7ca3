import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A commit, as GitLab's API is asked for it. */
interface Commit {
  readonly branch: string;
  readonly actions: readonly {
    readonly action: string;
    readonly file_path: string;
    readonly encoding: string;
    readonly content: string;
  }[];
}

/** What was asked of GitLab, by branch. */
export interface Asked {
  readonly branches: readonly string[];
  readonly commits: readonly Commit[];
  readonly mergeRequests: readonly {
    readonly source_branch: string;
    readonly target_branch: string;
    readonly title: string;
    readonly description: string;
  }[];
}

/** Git names a file by its content. Source: git-hash-object. */
const blobOf = (content: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest('hex');

/**
 * The calls of GitLab's API that `publish:gitlab:merge-request` makes, for projects with the given
 * files and no branch but `main`. Answers as docs.gitlab.com/api has them; keeps what is asked.
 */
export async function serveGitLab(files: Readonly<Record<string, string>>) {
  const asked = {
    branches: [] as string[],
    commits: [] as Commit[],
    mergeRequests: [] as Asked['mergeRequests'][number][],
  };

  function answer(method: string, path: string, body: string): object {
    switch (`${method} ${path}`) {
      case 'GET ':
        return { id: 1, default_branch: 'main' };
      case 'GET /repository/tree':
        return Object.entries(files).map(([file, content]) => ({
          id: blobOf(content),
          path: file,
          type: 'blob',
          mode: '100644',
        }));
      case 'POST /repository/branches': {
        const { branch } = JSON.parse(body);
        asked.branches.push(branch);
        return { name: branch };
      }
      case 'POST /repository/commits':
        asked.commits.push(JSON.parse(body));
        return { id: 'ed899a2f4b50b4370feeea94676502b42383c746' };
      case 'POST /merge_requests':
        asked.mergeRequests.push(JSON.parse(body));
        return { iid: 1, web_url: 'https://gitlab.example/mr/1' };
      default:
        throw new Error(`404 ${method} ${path}`);
    }
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const path = pathname.replace(/^\/api\/v4\/projects\/[^/]+/, '');
    let status = request.method === 'POST' ? 201 : 200;
    let value: object;
    try {
      value = answer(request.method ?? '', path, await text(request));
    } catch (error) {
      status = 404;
      value = { message: String(error) };
    }
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(value));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    asked: asked as Asked,
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
