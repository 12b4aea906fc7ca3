import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../demo/paths.ts';

/** Tests, what only they use, and what a program wrote. */
const ASIDE =
  /\.test\.tsx?$|\.contract\.ts$|\/(__testUtils__|__fixtures__|mesh-federation-fixtures|generated|captured)\/|\/setupTests\.ts$/;

const texts = new Map<string, string>();

/** All files of the repository that are under version control, or about to be. */
export const files: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard'],
  { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 },
)
  .split('\n')
  .filter(file => file !== '' && existsSync(join(ROOT, file)))
  .sort();

export function read(file: string): string {
  let text = texts.get(file);
  if (text === undefined) {
    text = readFileSync(join(ROOT, file), 'utf8');
    texts.set(file, text);
  }
  return text;
}

/** Files below a folder that are neither a test, nor made for tests, nor generated. */
export function productionFiles(folder: string): readonly string[] {
  return files.filter(
    file => file.startsWith(`${folder}/`) && !ASIDE.test(file),
  );
}

/**
 * Files that hold a name and that a person writes: sources, schema, migrations and the demo of the
 * packages, and the pages of the documentation that are not generated. What a compiler finds
 * missing is among them, and so is what only words tell of.
 */
export function handFiles(name: RegExp): readonly string[] {
  return files.filter(
    file =>
      /^(plugins|docs)\//.test(file) &&
      /\.(tsx?|js|yaml|md)$/.test(file) &&
      !/\.test\.tsx?$|\/generated\/|\/captured\/|\.api\.md$|docs\/(findings|development\/)/.test(
        file,
      ) &&
      name.test(read(file)),
  );
}
