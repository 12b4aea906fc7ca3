import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { run } from '../bed/process.ts';
import { ROOT } from '../demo/paths.ts';
import { mergeConfig } from './mergeConfig.ts';
import { mergeSource } from './mergeSource.ts';
import type { AppKind, Instruction } from './recipe.ts';

/** The one that goes with the release of `backstage.json`. */
const CREATE_APP = '@backstage/create-app@0.9.2';
const HALF_AN_HOUR = 30 * 60_000;

/** An app made by create-app, outside of this repository: it finds no package of ours there. */
export interface StockApp {
  readonly kind: AppKind;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** All that its commands print. */
  readonly log: string;
  /** Runs a command of a shell in the app's folder. Throws with the end of its output. */
  shell(command: string): Promise<void>;
  remove(): void;
}

/** Makes the app, which takes our packages from `registry`. Its packages are not installed yet. */
export async function createStockApp(options: {
  readonly kind: AppKind;
  readonly registry: string;
  readonly log: string;
}): Promise<StockApp> {
  const { kind, registry, log } = options;
  const parent = mkdtempSync(join(tmpdir(), `mesh-federation-${kind}-`));
  const folder = join(parent, 'app');
  const env = {
    PATH: `${yarnFolder(parent)}${delimiter}${process.env.PATH}`,
    MESH_FEDERATION: ROOT,
    BACKSTAGE_APP_NAME: 'stock',
    // This project's Yarn, not that of the app.
    YARN_IGNORE_PATH: '1',
    YARN_ENABLE_TELEMETRY: '0',
  };
  const app: StockApp = {
    kind,
    folder,
    env,
    log,
    shell: async command => {
      const shell = { cwd: folder, env, log, nice: true };
      await run('sh', ['-ec', command], { ...shell, timeoutMs: HALF_AN_HOUR });
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
  try {
    const flags = kind === 'legacy' ? ['--legacy'] : [];
    await run(
      'npx',
      ['--yes', CREATE_APP, '--path', folder, '--skip-install', ...flags],
      { cwd: parent, env, log, timeoutMs: HALF_AN_HOUR },
    );
    settle(folder, registry);
  } catch (error) {
    app.remove();
    throw error;
  }
  return app;
}

/** A folder for PATH with a `yarn` that is this project's. */
function yarnFolder(parent: string): string {
  const folder = join(parent, 'bin');
  const file = join(folder, 'yarn');
  mkdirSync(folder);
  const yarn = process.env.MESH_FEDERATION_YARN;
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${yarn}" "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}

/**
 * Where our packages come from, and the versions of this repository: its `resolutions`, which have
 * their reasons beside them, its least age of a package, and its lock file in place of the one that
 * create-app takes from GitHub.
 */
function settle(folder: string, registry: string): void {
  const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const rc = parse(readFileSync(join(ROOT, '.yarnrc.yml'), 'utf8'));
  change(join(folder, 'package.json'), text => {
    const its = JSON.parse(text);
    const resolutions = { ...own.resolutions, ...its.resolutions };
    return JSON.stringify({ ...its, resolutions }, undefined, 2);
  });
  change(join(folder, '.yarnrc.yml'), text =>
    stringify({
      ...parse(text),
      npmMinimalAgeGate: rc.npmMinimalAgeGate,
      npmPreapprovedPackages: [],
      npmScopes: { 'mesh-federation': { npmRegistryServer: registry } },
      unsafeHttpWhitelist: ['127.0.0.1'],
    }),
  );
  change(join(folder, 'yarn.lock'), () =>
    readFileSync(join(ROOT, 'yarn.lock'), 'utf8'),
  );
}

/** Does what the documentation says; an error names the place there. */
export async function follow(
  app: StockApp,
  recipe: readonly Instruction[],
): Promise<void> {
  for (const instruction of recipe) {
    try {
      await followOne(app, instruction);
    } catch (error) {
      throw new Error(`${instruction.at}: ${(error as Error).message}`);
    }
  }
}

async function followOne(app: StockApp, its: Instruction): Promise<void> {
  switch (its.kind) {
    case 'command':
      await app.shell(its.command);
      break;
    case 'edit':
      change(join(app.folder, its.file), text =>
        (its.file.endsWith('.yaml') ? mergeConfig : mergeSource)(
          text,
          its.code,
        ),
      );
      break;
    default:
      its satisfies never;
  }
}

function change(file: string, edit: (text: string) => string): void {
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}
