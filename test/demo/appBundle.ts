import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.ts';

const SOURCES = [
  'packages/app',
  'plugins/mesh-federation',
  'plugins/mesh-federation-common',
];
const IGNORED =
  /(^|\/)(node_modules|dist|dist-types|coverage|dev)(\/|$)|\.test\.tsx?$/;

/** Changes when a source of the app does. */
async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(ROOT, 'yarn.lock')));
  for (const folder of SOURCES) {
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

/** Builds the app's bundle, which the backend serves, unless the one there is of the same sources. */
export async function buildApp(
  onProgress: (message: string) => void,
): Promise<void> {
  const stamp = join(ROOT, 'packages/app/dist/.sources');
  const hash = await sourceHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    return;
  }
  onProgress('building the app (about two minutes the first time)');
  const logFile = join(CACHE, 'demo/app-build.log');
  mkdirSync(join(CACHE, 'demo'), { recursive: true });
  const code = await new Promise<number | null>((resolve, reject) => {
    const log = createWriteStream(logFile);
    const child = spawn('backstage-cli', ['package', 'build'], {
      cwd: join(ROOT, 'packages/app'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0) {
    const tail = readFileSync(logFile, 'utf8')
      .split('\n')
      .slice(-30)
      .join('\n');
    throw new Error(`Building the app failed, see ${logFile}:\n${tail}`);
  }
  writeFileSync(stamp, hash);
}
