#!/usr/bin/env node
/**
 * Runs a command of this project with the right toolchain.
 *
 *   node scripts/run.mjs demo [options]
 *   node scripts/run.mjs bed up|down|status|…
 *   node scripts/run.mjs test [unit|e2e|ui] [options]
 *   node scripts/run.mjs stock [--app new|legacy]
 *   node scripts/run.mjs soak
 *   node scripts/run.mjs fuzz [options]
 *   node scripts/run.mjs bench [analysis|requests|api] [options]
 *
 * Backstage needs Node 22 or 24 and Yarn 4. Where the running Node is another one, both are taken
 * from the npm registry into the git-ignored folder `.toolchain`. This file itself runs on Node 20,
 * so it uses nothing newer and no dependency.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_VERSION = '24.21.0';
const YARN_VERSION = '4.18.1';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const toolchain = join(root, '.toolchain');

const COMMANDS = {
  demo: ['test/demo/cli.ts'],
  bed: ['test/bed/cli.ts'],
  test: ['test/run.ts'],
  bench: ['test/bench/cli.ts'],
  stock: ['test/stock/cli.ts'],
  soak: ['test/e2e/soak.ts'],
  fuzz: ['test/e2e/fuzz/cli.ts'],
};

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function say(message) {
  process.stderr.write(`${message}\n`);
}

function run(file, args, options = {}) {
  const result = spawnSync(file, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    ...options,
  });
  if (result.error) {
    fail(`Could not start ${file}: ${result.error.message}`);
  }
  return result.status ?? 1;
}

/**
 * The running Node does when it is 22.18 or newer of line 22 (which runs TypeScript), or of line
 * 24.
 */
function nodeFits(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 18);
}

function installFromRegistry(packages, marker) {
  if (existsSync(marker)) {
    return;
  }
  say(`Getting ${packages.join(' and ')} into .toolchain …`);
  mkdirSync(toolchain, { recursive: true });
  const status = run('npm', [
    'install',
    '--prefix',
    toolchain,
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...packages,
  ]);
  if (status !== 0 || !existsSync(marker)) {
    rmSync(join(toolchain, 'node_modules'), { recursive: true, force: true });
    fail(
      `npm could not install ${packages.join(
        ' and ',
      )}. Check that the npm registry answers ` +
        `(npm ping), or install Node 24 and Yarn 4 yourself and run "yarn ${process.argv
          .slice(2)
          .join(' ')}".`,
    );
  }
}

/** Paths of Node and Yarn to use from here on. */
function ensureToolchain() {
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const yarn = join(toolchain, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');
  if (nodeFits(process.versions.node)) {
    installFromRegistry([`@yarnpkg/cli-dist@${YARN_VERSION}`], yarn);
    return {
      node: process.execPath,
      nodeHome: resolve(dirname(process.execPath), '..'),
      yarn,
    };
  }
  const nodeHome = join(toolchain, 'node_modules', nodePackage);
  const node = join(nodeHome, 'bin/node');
  installFromRegistry(
    [`${nodePackage}@${NODE_VERSION}`, `@yarnpkg/cli-dist@${YARN_VERSION}`],
    existsSync(node) ? yarn : node,
  );
  return { node, nodeHome, yarn };
}

/** Changes when yarn.lock or any package.json of a workspace does. */
function dependencyStamp(node) {
  const hash = createHash('sha256').update(NODE_VERSION).update(node);
  const files = [
    'yarn.lock',
    '.yarnrc.yml',
    'package.json',
    'test/package.json',
  ];
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      files.push(join(folder, name, 'package.json'));
    }
  }
  for (const file of files) {
    if (existsSync(join(root, file))) {
      hash.update(file).update(readFileSync(join(root, file)));
    }
  }
  return hash.digest('hex');
}

function ensureDependencies({ node, yarn }, env) {
  const stampFile = join(root, 'node_modules/.mesh-federation-stamp');
  const stamp = dependencyStamp(node);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return;
  }
  say('Installing dependencies (first time: a few minutes) …');
  if (run(node, [yarn, 'install', '--immutable'], { env }) !== 0) {
    fail(
      'yarn install failed, see above. Run it again; if yarn.lock does not fit the package.json files, run "yarn install" and commit yarn.lock.',
    );
  }
  writeFileSync(stampFile, stamp);
}

const [command, ...args] = process.argv.slice(2);
if (!command || !COMMANDS[command]) {
  fail(
    `usage: node scripts/run.mjs ${Object.keys(COMMANDS).join(
      '|',
    )} [options] (--help after a command says more)`,
  );
}
const tools = ensureToolchain();
const env = {
  ...process.env,
  // A machine's own npm settings may point native builds at another Node.
  npm_config_nodedir: tools.nodeHome,
  MESH_FEDERATION_YARN: tools.yarn,
  PATH: `${dirname(tools.node)}:${join(root, 'node_modules/.bin')}:${
    process.env.PATH
  }`,
};
ensureDependencies(tools, env);
// The command sees Ctrl-C itself (same process group) and takes down what it started; this process
// only waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {});
}
const { spawn } = await import('node:child_process');
const child = spawn(
  tools.node,
  ['--disable-warning=ExperimentalWarning', ...COMMANDS[command], ...args],
  { cwd: root, stdio: 'inherit', env },
);
for (const signal of ['SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code, signal) => {
  process.exit(signal ? 1 : code ?? 1);
});
