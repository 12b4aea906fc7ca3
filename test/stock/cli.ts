/**
 * Tries the recipe of the documentation: packs the packages as for a release, makes an app with
 * create-app, follows what README and docs say word by word, builds and starts the app, and looks
 * at its pages in Chromium. Takes everything away again.
 *
 *   npm run test:stock -- --app new|legacy
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE } from '../demo/paths.ts';
import { progress } from '../demo/progress.ts';
import { ensureDebianPackage } from '../levels/packages.ts';
import { packArchives } from './archives.ts';
import { checkPages, type Check } from './checkPages.ts';
import { readRecipe, type AppKind } from './recipe.ts';
import { startRegistry } from './registry.ts';
import { startApp } from './runningApp.ts';
import { createStockApp, follow, type StockApp } from './stockApp.ts';

const HELP = `Installs the packed packages into apps made by create-app, as README and docs say, and looks at the pages.

usage: npm run test:stock -- [options]

  --app new|legacy   only the app of the new frontend system, or of the old one
  --port N           port of Backstage (default 7117)
  --keep             leave the app where it is made; its folder is told
  --help             this text

Takes a quarter of an hour an app on two cores, and 3 GB in the system's folder for temporary files.
`;

const KINDS: readonly AppKind[] = ['new', 'legacy'];

interface Options {
  readonly kinds: readonly AppKind[];
  readonly port: number;
  readonly keep: boolean;
}

class UsageError extends Error {}

function parseOptions(args: readonly string[]): Options | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        app: { type: 'string' },
        port: { type: 'string', default: '7117' },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { app, keep, help } = values;
  const port = Number(values.port);
  if (help) return 'help';
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new UsageError(`--port takes a port, not "${values.port}"`);
  }
  const kinds = KINDS.filter(kind => app === undefined || kind === app);
  if (kinds.length === 0) {
    throw new UsageError(`--app takes new or legacy, not "${app}"`);
  }
  return { kinds, port, keep };
}

/** What Ctrl-C takes away as well. */
const cleanups = new Set<() => void>();

async function tryApp(
  kind: AppKind,
  registry: string,
  { port, keep }: Options,
): Promise<readonly Check[]> {
  const folder = join(CACHE, 'stock', kind);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'commands.log');
  progress(kind, `create-app; all output is in ${log}`);
  const app = await createStockApp({ kind, registry, log });
  const remove = () => (keep ? undefined : app.remove());
  cleanups.add(remove);
  try {
    await build(app);
    return await lookAt(app, port, folder);
  } finally {
    remove();
    cleanups.delete(remove);
    if (keep) progress(kind, `the app stays in ${app.folder}`);
  }
}

async function build(app: StockApp): Promise<void> {
  progress(app.kind, 'following the recipe, which installs the packages');
  await follow(app, readRecipe(app.kind));
  progress(app.kind, 'checking types');
  await app.shell('yarn tsc');
  progress(app.kind, 'building');
  await app.shell('yarn build:all');
}

async function lookAt(app: StockApp, port: number, folder: string) {
  progress(app.kind, 'starting');
  const chromium = await ensureDebianPackage(
    'chromium',
    () => '/usr/bin/chromium',
  );
  const running = await startApp(app, port);
  const stop = () => void running.stop();
  cleanups.add(stop);
  try {
    progress(app.kind, 'looking at the pages');
    const { baseUrl } = running;
    return await checkPages({
      baseUrl,
      chromium,
      screenshots: folder,
      tell: ({ name, failure }) =>
        progress(
          app.kind,
          `${failure === undefined ? 'ok  ' : 'FAIL'} ${name}`,
        ),
    });
  } finally {
    await running.stop();
    cleanups.delete(stop);
  }
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  mkdirSync(join(CACHE, 'stock'), { recursive: true });
  progress('packages', 'packing');
  const archives = await packArchives(join(CACHE, 'stock/pack.log'));
  const registry = await startRegistry(archives);
  const checks: Check[] = [];
  try {
    for (const kind of options.kinds) {
      checks.push(...(await tryApp(kind, registry.url, options)));
    }
  } finally {
    await registry.close();
  }
  const failed = checks.filter(({ failure }) => failure !== undefined);
  for (const { name, failure } of failed) {
    process.stderr.write(`\nFAILED ${name}\n${failure}\n`);
  }
  process.stdout.write(
    `${checks.length - failed.length} passed, ${failed.length} failed\n`,
  );
  return failed.length === 0 ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const cleanup of cleanups) cleanup();
    process.exit(130);
  });
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    const { message } = error as Error;
    process.stderr.write(
      error instanceof UsageError ? `${message}\n\n${HELP}` : `\n${message}\n`,
    );
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
