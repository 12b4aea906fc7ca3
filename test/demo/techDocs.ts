import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.ts';

/** What builds the pages; it comes from PyPI. */
const MKDOCS = 'mkdocs-techdocs-core==1.7.1';

const TOOLS = join(CACHE, 'techdocs', MKDOCS);

/** What TechDocs reads: the entity of this project, and its pages. */
const SOURCES = ['catalog-info.yaml', 'mkdocs.yml', 'docs'];

/** Gets MkDocs into the cache. Without it all works but the pages of this project in the app. */
export async function ensureMkDocs(
  onProgress: (message: string) => void,
): Promise<void> {
  if (existsSync(join(TOOLS, 'bin/mkdocs'))) {
    return;
  }
  onProgress('getting MkDocs from PyPI for the pages of this project');
  const folder = join(CACHE, 'demo');
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, 'mkdocs.log');
  const log = openSync(logFile, 'w');
  // Not a virtual environment, which Debian's Python makes only with one more package.
  const code = await new Promise<number | null>(resolve => {
    const child = spawn(
      'python3',
      ['-m', 'pip', 'install', '--upgrade', '--target', TOOLS, MKDOCS],
      { stdio: ['ignore', log, log] },
    );
    child.on('error', () => resolve(null));
    child.on('exit', resolve);
  });
  closeSync(log);
  if (code !== 0) {
    onProgress(
      `pip could not install MkDocs, see ${logFile}: the app cannot show the pages of this project`,
    );
  }
}

/** What the process of Backstage needs in order to find MkDocs. */
export function mkDocsEnvironment(): Readonly<Record<string, string>> {
  return {
    PATH: `${join(TOOLS, 'bin')}:${process.env.PATH}`,
    PYTHONPATH: TOOLS,
  };
}

/**
 * Copies the pages and their entity to `folder`. A copy, because TechDocs rewrites `mkdocs.yml`
 * where it stands, and refuses a folder that has links out of it, as the clusters' file systems in
 * the cache do.
 */
export function copyDocs(folder: string): void {
  for (const source of SOURCES) {
    cpSync(join(ROOT, source), join(folder, source), { recursive: true });
  }
}
