import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { ROOT } from '../demo/paths.ts';
import type { LevelResult } from './LevelResult.ts';

const FOLDER = join(ROOT, 'test/e2e');

/** Node's test runner over `test/e2e`, one file after the other: they share the machine's clusters. `--name TEXT` chooses tests by name. */
export async function runE2e(args: readonly string[]): Promise<LevelResult> {
  const at = args.indexOf('--name');
  const pattern = at < 0 ? undefined : args[at + 1];
  if (at >= 0 && !pattern) {
    throw new Error('--name takes a text, for example --name "four clusters"');
  }
  const files = readdirSync(FOLDER)
    .filter(file => file.endsWith('.test.ts'))
    .sort()
    .map(file => join(FOLDER, file));
  let passed = 0;
  let failed = 0;
  const events = run({
    files,
    concurrency: false,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    ...(pattern && { testNamePatterns: [pattern] }),
  });
  events.on('test:pass', ({ details, name, skip }) => {
    // A file that `--name` leaves nothing of is reported as a test of its path.
    const isTest = details.type !== 'suite' && !files.includes(name);
    if (isTest && skip === undefined) passed++;
  });
  events.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') failed++;
  });
  events.compose(spec).pipe(process.stderr, { end: false });
  await new Promise(resolve => events.once('end', resolve));
  return { passed, failed };
}
