/** Running other programs: with a deadline, a log and an error that says what to do. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname } from 'node:path';

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface RunOptions {
  readonly input?: string;
  /** Default: two minutes. No program of the bed may run for ever. */
  readonly timeoutMs?: number;
  readonly allowFailure?: boolean;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** All output is added to this file as well. */
  readonly log?: string;
  /** Gives way to everything else on the machine. */
  readonly nice?: boolean;
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program to its end. Throws on failure unless `allowFailure`, on a missed deadline always.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Output> {
  const { timeoutMs = 120_000 } = options;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (options.nice && child.pid) setPriority(child.pid, 10);
  // A program may end without reading all of its input; its exit code says more than EPIPE.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');

  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  try {
    const output = await collect(child, options);
    if (late) {
      throw new Error(
        `${title(command, args)} did not end within ${timeoutMs / 1000} s` +
          `${tail(output)}${hint(options)}`,
      );
    }
    if (output.code !== 0 && !options.allowFailure) {
      throw new Error(
        `${title(command, args)} failed with code ${output.code}` +
          `${tail(output)}${hint(options)}`,
      );
    }
    return output;
  } finally {
    clearTimeout(timer);
  }
}

function collect(child: ChildProcess, options: RunOptions): Promise<Output> {
  const log = options.log === undefined ? undefined : openLog(options.log);
  const text = { stdout: '', stderr: '' };
  const partial = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
      if (log !== undefined) writeSync(log, chunk);
      const lines = (partial[name] + chunk).split('\n');
      partial[name] = lines.pop() ?? '';
      if (options.onLine) lines.forEach(options.onLine);
    });
  }
  return new Promise<Output>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ ...text, code: code ?? -1 }));
  }).finally(() => {
    if (log !== undefined) closeSync(log);
  });
}

/**
 * Starts a program that outlives this one, in a session of its own, so that neither Ctrl-C nor a
 * closed terminal ends it.
 */
export function startDetached(
  command: string,
  args: readonly string[],
  options: {
    readonly log: string;
    readonly env?: Readonly<Record<string, string>>;
  },
): number {
  const log = openLog(options.log);
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...options.env },
  });
  closeSync(log);
  child.unref();
  // A failed start is seen by whoever waits for the program; without this it ends us as well.
  child.on('error', () => undefined);
  if (child.pid === undefined) throw new Error(`cannot start ${command}`);
  return child.pid;
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a');
}

export const sleep = (ms: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, ms);
  });

/**
 * Repeats a probe until it gives something other than undefined.
 * @throws when the deadline passes: says what was waited for, the last failure and what to read.
 */
export async function until<T>(
  what: string,
  options: {
    readonly timeoutMs: number;
    readonly everyMs?: number;
    /** What to read or do when it does not come true. */
    readonly otherwise: string;
    /** Ends the waiting early with a reason, when it can no longer come true. */
    readonly hopeless?: () => string | undefined;
  },
  probe: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + options.timeoutMs;
  let last = '';
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined) return value;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    const reason =
      options.hopeless?.() ??
      (Date.now() > end
        ? `not within ${options.timeoutMs / 1000} s`
        : undefined);
    if (reason !== undefined) {
      const seen = last ? `\nlast: ${last}` : '';
      throw new Error(`${what}: ${reason}${seen}\n${options.otherwise}`);
    }
    await sleep(options.everyMs ?? 200);
  }
}

/**
 * Applies an effect to every item, at most `limit` at a time. Waits for all, then reports every
 * failure.
 */
export async function forEachLimited<T>(
  items: readonly T[],
  limit: number,
  effect: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const failures: Error[] = [];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
      try {
        await effect(item);
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(`${error}`));
      }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1)
    throw new AggregateError(
      failures,
      failures.map(failure => failure.message).join('\n'),
    );
}

function title(command: string, args: readonly string[]): string {
  const line = [command.split('/').pop(), ...args].join(' ');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

function tail(output: Output): string {
  const text = (output.stderr.trim() || output.stdout.trim()).slice(-2000);
  return text ? `:\n${text}` : '';
}

const hint = (options: RunOptions) =>
  options.log === undefined ? '' : `\nlog: ${options.log}`;
