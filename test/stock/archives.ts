import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../bed/process.ts';
import { CACHE, ROOT } from '../demo/paths.ts';

/** A package as `yarn pack` makes it for publishing. */
export interface Archive {
  readonly name: string;
  readonly version: string;
  /** Its `package.json`, as the registry tells it. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Path of the `.tgz`. */
  readonly file: string;
}

const FOLDER = join(CACHE, 'packages');
const PACKING = { cwd: ROOT, timeoutMs: 20 * 60_000, nice: true } as const;

/** Packs every package that is published, as CONTRIBUTING.md says it of a release. */
export async function packArchives(log: string): Promise<readonly Archive[]> {
  rmSync(FOLDER, { recursive: true, force: true });
  const yarn = process.env.MESH_FEDERATION_YARN!;
  // The declarations, from which those of the packages are bundled.
  for (const args of [['tsc'], ['pack:all']]) {
    await run(process.execPath, [yarn, ...args], { ...PACKING, log });
  }
  const files = readdirSync(FOLDER).filter(name => name.endsWith('.tgz'));
  return Promise.all(files.map(name => readArchive(join(FOLDER, name))));
}

async function readArchive(file: string): Promise<Archive> {
  const { stdout } = await run('tar', ['xzOf', file, 'package/package.json']);
  const manifest = JSON.parse(stdout) as Archive['manifest'];
  const { name, version } = manifest;
  return { name: String(name), version: String(version), manifest, file };
}
