import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { ROOT } from '../demo/paths.ts';
import type { LevelResult } from './LevelResult.ts';

const FOLDER = join(ROOT, 'test/e2e');

const SCENARIOS = join(FOLDER, 'scenarios.test.ts');

/** Options that choose scenarios, and the variables by which the test, a process of its own, hears of them. */
const SCENARIO_OPTIONS = {
  '--scenario': 'MESH_SCENARIO',
  '--scenarios': 'MESH_SCENARIOS',
} as const;

function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option);
  const value = at < 0 ? undefined : args[at + 1];
  if (at >= 0 && (!value || value.startsWith('--'))) {
    throw new Error(`${option} takes a value; see npm test -- --help`);
  }
  return value;
}

/** Tells the test of scenarios what was chosen. Answers whether only that test is meant. */
function chooseScenarios(args: readonly string[]): boolean {
  let only = false;
  for (const [option, variable] of Object.entries(SCENARIO_OPTIONS)) {
    const value = valueOf(args, option);
    if (value !== undefined) {
      process.env[variable] = value;
      only = true;
    }
  }
  if (args.includes('--analyze')) {
    process.env.MESH_SCENARIOS_ANALYZE = '1';
    only = true;
  }
  return only;
}

/**
 * Node's test runner over `test/e2e`, one file after the other: they share the machine's clusters. `--name TEXT` chooses tests by name,
 * `--scenario NAME` and `--scenarios DIR` choose scenarios.
 */
export async function runE2e(args: readonly string[]): Promise<LevelResult> {
  const pattern = valueOf(args, '--name');
  const files = chooseScenarios(args)
    ? [SCENARIOS]
    : readdirSync(FOLDER)
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
