/**
 * How long the phases of a run take. Every process of a run adds its own to one file, a line of
 * JSON each: a level is made of many processes.
 */
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE } from '../demo/paths.ts';

export interface Phase {
  /** `check`, `unit`, `e2e` or `ui`. */
  readonly level: string;
  /** The test file, or the tool. */
  readonly part: string;
  readonly phase: string;
  readonly seconds: number;
}

const FILE = join(CACHE, 'times.jsonl');

/** Set for the processes of a level; without it nothing is recorded. */
const LEVEL_VARIABLE = 'MESH_TEST_LEVEL';
/** Set for programs that a test starts, which are no test files themselves. */
export const PART_VARIABLE = 'MESH_TEST_PART';

/** Forgets the run before. */
export function startRecord(): void {
  mkdirSync(CACHE, { recursive: true });
  rmSync(FILE, { force: true });
}

/** What is recorded from now on, here and in programs started from here, belongs to this level. */
export function enterLevel(level: string): void {
  process.env[LEVEL_VARIABLE] = level;
}

/** Does `work` as a phase of the test file that runs. */
export async function phase<T>(
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const from = Date.now();
  try {
    return await work();
  } finally {
    recordPhase(name, (Date.now() - from) / 1000);
  }
}

/** Adds a phase to the record and says so on standard error. */
export function recordPhase(
  name: string,
  seconds: number,
  part = currentPart(),
): void {
  const level = process.env[LEVEL_VARIABLE];
  if (level === undefined) {
    return;
  }
  const line: Phase = { level, part, phase: name, seconds };
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify(line)}\n`);
  process.stderr.write(
    `time: ${seconds.toFixed(1).padStart(6)} s  ${level} ${part}: ${name}\n`,
  );
}

/** Everything that was recorded since `startRecord`. */
export function recordedPhases(): readonly Phase[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Phase);
}

function currentPart(): string {
  const [, file = ''] = process.argv;
  const [, name] = /([^/]+)\.test\.ts$/.exec(file) ?? [];
  return (
    process.env[PART_VARIABLE] ?? name ?? process.env[LEVEL_VARIABLE] ?? ''
  );
}
