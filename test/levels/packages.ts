import { existsSync } from 'node:fs';
import { command } from './command.ts';

/** Installs a Debian package when `file`, which it brings, is missing. */
export async function ensureDebianPackage(
  name: string,
  file: () => string | undefined,
): Promise<string> {
  const there = file();
  if (there && existsSync(there)) {
    return there;
  }
  if (process.getuid?.() !== 0) {
    throw new Error(
      `${name} is missing. Install it: sudo apt-get install ${name}`,
    );
  }
  process.stderr.write(`Installing Debian's ${name} …\n`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await command('apt-get', ['-qq', 'update'], { env });
  await command(
    'apt-get',
    ['-qq', '-y', 'install', '--no-install-recommends', name],
    { env },
  );
  const installed = file();
  if (!installed || !existsSync(installed)) {
    throw new Error(`apt-get could not install ${name}, see above.`);
  }
  return installed;
}

/** Where the browser is. */
export const ensureChromium = () =>
  ensureDebianPackage('chromium', () => '/usr/bin/chromium');
