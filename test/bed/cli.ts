/** The bed from a terminal: see usage below. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bedBuild, bedDown, bedUp, startCluster, stopCluster } from './bed.ts';
import { handleOf } from './cluster.ts';
import { binaries } from './kubernetes.ts';
import { initOf } from './node/processes.ts';
import { clusterLogs, kubeconfigPath } from './paths.ts';
import { progressLine } from './progress.ts';
import type { OnProgress } from './progress.ts';
import { printStatus } from './status.ts';
import { clusterNames, topologyOf } from './topology.ts';

interface Command {
  readonly usage: string;
  readonly help: string;
  /** Returns the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

const print = (line: string) => process.stdout.write(`${line}\n`);
/** Progress is not the result: it goes where it does not mix with it. */
const onProgress: OnProgress = event =>
  process.stderr.write(`${progressLine(event)}\n`);

const commands: Readonly<Record<string, Command>> = {
  up: {
    usage: 'up [--clusters N] [--no-istio] [--no-sample]',
    help: `brings up N clusters (1-8, default 2), Istio and the sample`,
    run: up,
  },
  down: {
    usage: 'down',
    help: 'ends all clusters and leaves nothing but programs, images and logs',
    run: () => bedDown(onProgress).then(() => 0),
  },
  status: {
    usage: 'status',
    help: 'what runs and what it costs; code 3 when nothing does',
    run: async () => ((await printStatus(print)) ? 0 : 3),
  },
  kubeconfig: {
    usage: 'kubeconfig [NAME] [--raw]',
    help: 'path of a kubeconfig, or its content; without a name: of all, for KUBECONFIG',
    run: kubeconfig,
  },
  exec: {
    usage: 'exec [--node] NAME -- COMMAND...',
    help: 'runs a command with KUBECONFIG set and kubectl and istioctl on PATH, or inside the node',
    run: exec,
  },
  logs: {
    usage: 'logs NAME [COMPONENT]',
    help: 'lists the log files of a cluster, or prints one',
    run: logs,
  },
  stop: {
    usage: 'stop NAME',
    help: 'kills a cluster as a power cut would; its data stays',
    run: ([name = '']) => stopCluster(name).then(() => 0),
  },
  start: {
    usage: 'start NAME',
    help: 'brings a stopped cluster back',
    run: ([name = '']) => startCluster(name, onProgress).then(() => 0),
  },
  build: {
    usage: 'build',
    help: 'only builds programs and images',
    run: () => bedBuild(onProgress).then(() => 0),
  },
};

const overview = () =>
  [
    'usage: npm run bed -- COMMAND',
    '',
    ...Object.values(commands).map(
      ({ usage, help }) => `  ${usage}\n      ${help}`,
    ),
    '',
    `clusters: ${clusterNames.join(' ')}`,
    'MESH_BED_DIR: the folder of all state (default: .cache/bed)',
  ].join('\n');

async function up(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clusters: { type: 'string', short: 'n', default: '2' },
      'no-istio': { type: 'boolean', default: false },
      'no-sample': { type: 'boolean', default: false },
    },
  });
  const istio = !values['no-istio'];
  const handles = await bedUp({
    clusters: Number(values.clusters),
    istio,
    sample: istio && !values['no-sample'],
    onProgress,
  });
  for (const { name, kubeconfig: path } of handles) print(`${name} ${path}`);
  return 0;
}

async function kubeconfig(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { raw: { type: 'boolean', default: false } },
  });
  const names = positionals.length
    ? positionals.map(name => topologyOf(name).name)
    : clusterNames.filter(name => existsSync(kubeconfigPath(name)));
  const paths = names.map(kubeconfigPath);
  const missing = paths.find(path => !existsSync(path));
  if (missing || paths.length === 0)
    throw new Error('no such cluster is up: npm run bed -- up');
  print(
    values.raw
      ? paths.map(path => readFileSync(path, 'utf8')).join('\n---\n')
      : paths.join(delimiter),
  );
  return 0;
}

async function exec(args: readonly string[]): Promise<number> {
  const node = args[0] === '--node';
  const [name = '', ...rest] = node ? args.slice(1) : args;
  const command = rest[0] === '--' ? rest.slice(1) : rest;
  if (command.length === 0) throw new Error(`usage: ${commands.exec.usage}`);
  topologyOf(name);
  const init = initOf(name);
  if (init === undefined)
    throw new Error(`${name} is not up: npm run bed -- up`);
  const inside = ['nsenter', '--all', '--target', `${init}`];
  const [program, ...parameters] = node ? [...inside, ...command] : command;
  const bin = dirname(binaries().kubectl);
  const result = spawnSync(program, parameters, {
    stdio: 'inherit',
    env: {
      ...process.env,
      KUBECONFIG: handleOf(name).kubeconfig,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
    },
  });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

async function logs([
  name = '',
  component,
]: readonly string[]): Promise<number> {
  const folder = clusterLogs(topologyOf(name).name);
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  if (component === undefined) files.forEach(file => print(join(folder, file)));
  else process.stdout.write(readFileSync(join(folder, `${component}.log`)));
  return 0;
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = name === undefined ? undefined : commands[name];
  const ours = rest.slice(0, name === 'exec' ? 1 : undefined);
  const wantsHelp = ours.some(arg => arg === '--help' || arg === '-h');
  if (command && wantsHelp) {
    print(`usage: npm run bed -- ${command.usage}\n\n${command.help}`);
    return 0;
  }
  if (command) return command.run(rest);
  const asked = ['--help', '-h', 'help'].includes(name ?? '');
  (asked ? print : console.error)(overview());
  return asked ? 0 : 2;
}

// A reader that has seen enough (| head) is no error.
process.stdout.on('error', () => process.exit(0));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`bed: ${error instanceof Error ? error.message : error}`);
  if (process.env.MESH_BED_DEBUG) console.error(error);
  process.exitCode = 1;
}
