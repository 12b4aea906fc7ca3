import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

const IGNORED =
  /(^|\/)(node_modules|dist|dist-types|coverage|dev)(\/|$)|\.test\.tsx?$/;

/** Changes when a source in one of the folders does, or a dependency. */
export async function sourceHash(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(ROOT, 'yarn.lock')));
  for (const folder of folders) {
    const files = await readdir(join(ROOT, folder), {
      recursive: true,
      withFileTypes: true,
    });
    const paths = files
      .filter(file => file.isFile())
      .map(file => join(file.parentPath, file.name).slice(ROOT.length + 1))
      .filter(path => !IGNORED.test(path))
      .sort();
    for (const path of paths) {
      hash.update(path).update(readFileSync(join(ROOT, path)));
    }
  }
  return hash.digest('hex');
}
