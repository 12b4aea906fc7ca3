/** What the machine must have before anything else is tried. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { logsDir } from './paths.ts';
import { run } from './process.ts';
import type { Tell } from './progress.ts';

/** Programs, with the Debian package that has each. */
const toRun = {
  ip: 'iproute2',
  iptables: 'iptables',
  nsenter: 'util-linux',
  unshare: 'util-linux',
  openssl: 'openssl',
  ldd: 'libc-bin',
} as const;

const toBuild = {
  go: 'golang-go',
  gcc: 'gcc libc6-dev',
  python3: 'python3',
  'python3 -m pip': 'python3-pip',
} as const;

/**
 * Checks everything at once. Debian's packages of missing programs are installed where that
 * is possible, so that a bare machine needs no hand.
 */
export async function ensurePrerequisites(
  tell: Tell,
  needs: { readonly build: boolean },
): Promise<void> {
  if (process.platform !== 'linux')
    throw new Error('the bed needs Linux: network namespaces and cgroups');
  if (process.getuid?.() !== 0) {
    throw new Error(
      'the bed needs root: it makes network namespaces, mounts and cgroups. Try: sudo -E npm run bed -- up',
    );
  }
  let missing = await findMissing(needs.build);
  const packages = [...new Set(Object.values(missing))].join(' ').split(' ');
  if (Object.keys(missing).length > 0 && onPath('apt-get')) {
    tell('prepare', `installing Debian packages: ${packages.join(' ')}`);
    await install(packages);
    missing = await findMissing(needs.build);
  }
  if (Object.keys(missing).length > 0) {
    throw new Error(
      `missing: ${Object.keys(missing).join(', ')}. ` +
        `On Debian: apt-get install -y ${packages.join(' ')}` +
        `${
          'go' in missing
            ? ' (Go must be 1.26 or later: see https://go.dev/dl)'
            : ''
        }`,
    );
  }
}

async function findMissing(build: boolean): Promise<Record<string, string>> {
  const missing: Record<string, string> = {};
  for (const [program, pack] of Object.entries({
    ...toRun,
    ...(build ? toBuild : {}),
  })) {
    const there = program.includes(' ')
      ? await succeeds(program)
      : onPath(program);
    if (!there) missing[program] = pack;
  }
  return missing;
}

async function succeeds(command: string): Promise<boolean> {
  const [program, ...args] = command.split(' ');
  if (!onPath(program)) return false;
  const options = { allowFailure: true, timeoutMs: 30_000 };
  return (await run(program, [...args, '--version'], options)).code === 0;
}

async function install(packages: readonly string[]): Promise<void> {
  const options = {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    log: join(logsDir, 'apt-get.log'),
    timeoutMs: 300_000,
  };
  const command = ['install', '-y', '--no-install-recommends', ...packages];
  // The package lists may be old or absent; asking for them costs more than trying without.
  const first = await run('apt-get', command, {
    ...options,
    allowFailure: true,
  });
  if (first.code === 0) return;
  await run('apt-get', ['update'], { ...options, allowFailure: true });
  await run('apt-get', command, options);
}

/**
 * Whether a program can be found; the folders of the system's tools count even when PATH lacks
 * them.
 */
export function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    const file = join(folder, program);
    if (!existsSync(file)) return false;
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
