import { spawn } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.ts';
import { sourceHash } from './sourceHash.ts';

const SOURCES = [
  'packages/app',
  'plugins/mesh-federation',
  'plugins/mesh-federation-common',
];
/**
 * Builds the app's bundle, which the backend serves, unless the one there is of the same sources.
 */
export async function buildApp(
  onProgress: (message: string) => void,
): Promise<void> {
  const stamp = join(ROOT, 'packages/app/dist/.sources');
  const hash = await sourceHash(SOURCES);
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
