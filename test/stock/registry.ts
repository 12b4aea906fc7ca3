import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Archive } from './archives.ts';

export interface Registry {
  readonly url: string;
  close(): Promise<void>;
}

/** No package manager holds back what is as old as this for being new. */
const PUBLISHED = '2020-01-01T00:00:00.000Z';

/**
 * Serves the archives as the npm registry would after a release, on this machine alone: so the
 * commands of the recipe run as they are written. See
 * https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md.
 */
export async function startRegistry(
  archives: readonly Archive[],
): Promise<Registry> {
  const packages = new Map(
    archives.map(archive => [archive.name, contentOf(archive)]),
  );
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1));
    const found = packages.get(path);
    const tarball = [...packages.values()].find(at => at.path === path);
    if (found) {
      answer(response, JSON.stringify(metadata(found, url)));
    } else if (tarball) {
      answer(response, tarball.bytes);
    } else {
      response.writeHead(404).end('{}');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Content = ReturnType<typeof contentOf>;

function contentOf({ name, version, manifest, file }: Archive) {
  const bytes = readFileSync(file);
  const sha = createHash('sha512').update(bytes);
  return {
    name,
    version,
    manifest,
    bytes,
    integrity: `sha512-${sha.copy().digest('base64')}`,
    // Another content has another address, so that nothing is taken from Yarn's cache of an
    // earlier run.
    path: `${name}/-/${sha.digest('hex').slice(0, 16)}-${version}.tgz`,
  };
}

function metadata(
  { name, version, manifest, integrity, path }: Content,
  url: string,
) {
  return {
    name,
    'dist-tags': { latest: version },
    versions: {
      [version]: {
        ...manifest,
        dist: { tarball: `${url}/${path}`, integrity },
      },
    },
    time: { [version]: PUBLISHED },
  };
}

function answer(response: ServerResponse, body: string | Buffer): void {
  response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
