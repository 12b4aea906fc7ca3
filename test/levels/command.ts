import { spawn } from 'node:child_process';
import { ROOT } from '../demo/paths.ts';

/** Runs a program with its output on standard error; resolves with its exit code. */
export function command(
  file: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, ...options.env },
    });
    child.on('error', reject);
    child.on('exit', code => resolve(code ?? 1));
  });
}
