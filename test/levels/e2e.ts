import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { ROOT } from '../demo/paths.ts';
import { bedBuild, bedDown } from '../bed/index.ts';
import { sayProgress } from '../demo/progress.ts';
import { letBedStay } from '../demo/sharedBed.ts';
import { phase, recordPhase } from '../times/phases.ts';
import { failure, type LevelResult } from './LevelResult.ts';
import { ensureChromium } from './packages.ts';

const FOLDER = join(ROOT, 'test/e2e');

/**
 * Options that choose scenarios, and the variables by which the test, a process of its own, hears
 * of them.
 */
const SCENARIO_OPTIONS = {
  '--scenario': 'MESH_SCENARIO',
  '--scenarios': 'MESH_SCENARIOS',
  '--without': 'MESH_SCENARIOS_WITHOUT',
} as const;

/** The same, of what is asked beside. */
const SCENARIO_FLAGS = {
  '--analyze': 'MESH_SCENARIOS_ANALYZE',
  '--remedies': 'MESH_SCENARIOS_REMEDIES',
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
  for (const [option, variable] of Object.entries(SCENARIO_FLAGS)) {
    if (args.includes(option)) {
      process.env[variable] = '1';
      only = true;
    }
  }
  return only;
}

/** Needs no clusters, only their programs: it runs while others wait for theirs. */
const WITHOUT_CLUSTERS = ['contract', 'fuzz', 'without'];

/**
 * On one bed, as long as that goes: what leaves the clusters apart comes first, then what needs no
 * sample, then what joins all it has. Each takes down a bed that it cannot use.
 */
const ON_CLUSTERS = [
  'federation',
  'existingClusters',
  'scenarios',
  'fourClusters',
];

const pathOf = (name: string) => join(FOLDER, `${name}.test.ts`);

/** A file that nobody has put in order comes last. */
function filesOnClusters(): readonly string[] {
  const there = readdirSync(FOLDER)
    .filter(file => file.endsWith('.test.ts'))
    .map(file => basename(file, '.test.ts'))
    .filter(name => !WITHOUT_CLUSTERS.includes(name));
  const others = there.filter(name => !ON_CLUSTERS.includes(name));
  return [...ON_CLUSTERS, ...others.sort()].map(pathOf);
}

/**
 * Node's test runner over `test/e2e`, one file after the other: they share the machine's clusters.
 * `--name TEXT` chooses tests by name, `--scenario NAME` and `--scenarios DIR` choose scenarios,
 * `--keep` leaves the clusters and Backstage for the next run.
 */
export async function runE2e(args: readonly string[]): Promise<LevelResult> {
  const pattern = valueOf(args, '--name');
  const onlyScenarios = chooseScenarios(args);
  const keep = args.includes('--keep');
  if (keep) {
    process.env.MESH_SCENARIOS_KEEP = '1';
  }
  letBedStay();
  if (!onlyScenarios) {
    process.env.CHROMIUM = await ensureChromium();
  }
  try {
    if (onlyScenarios || pattern !== undefined) {
      const files = onlyScenarios
        ? [pathOf('scenarios')]
        : [...WITHOUT_CLUSTERS.map(pathOf), ...filesOnClusters()];
      return await runFiles(files, pattern);
    }
    await phase('programs', () => bedBuild(sayProgress));
    const [beside, onClusters] = await Promise.all([
      runFiles(WITHOUT_CLUSTERS.map(pathOf)),
      runFiles(filesOnClusters()),
    ]);
    return {
      passed: beside.passed + onClusters.passed,
      failed: beside.failed + onClusters.failed,
      failures: [beside, onClusters].flatMap(({ failures = [] }) => failures),
    };
  } finally {
    if (!keep) {
      await phase('taking the clusters down', () => bedDown());
    }
  }
}

async function runFiles(
  files: readonly string[],
  pattern?: string,
): Promise<LevelResult> {
  let passed = 0;
  let failed = 0;
  const failures: string[] = [];
  const seconds = new Map<string, number>();
  const count = (file: string | undefined, milliseconds: number) => {
    const part = basename(file ?? '', '.test.ts');
    seconds.set(part, (seconds.get(part) ?? 0) + milliseconds / 1000);
  };
  const events = run({
    files: [...files],
    concurrency: false,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    ...(pattern && { testNamePatterns: [pattern] }),
  });
  events.on('test:pass', ({ details, file, name, skip }) => {
    // A file that `--name` leaves nothing of is reported as a test of its path.
    const isTest = details.type !== 'suite' && !files.includes(name);
    if (isTest && skip === undefined) {
      passed++;
      count(file, details.duration_ms);
    }
  });
  events.on('test:fail', ({ details, file, name }) => {
    // A suite that fails by itself, or whose hook does, says why its tests were not run.
    if (details.type === 'suite' && failureType(details.error) === BY_TESTS) {
      return;
    }
    failures.push(failure(name, messageOf(details.error)));
    failed++;
    count(file, details.duration_ms);
  });
  events.compose(spec).pipe(process.stderr, { end: false });
  await new Promise(resolve => events.once('end', resolve));
  for (const [part, each] of seconds) {
    recordPhase('tests, added up', each, part);
  }
  return { passed, failed, failures };
}

const BY_TESTS = 'subtestsFailed';

/** How Node's test runner calls the kind of a failure. */
const failureType = (error: Error) =>
  (error as Error & { readonly failureType?: string }).failureType;

/** Of the runner's own error, which wraps what the test has thrown. */
function messageOf({ cause, message }: Error): string {
  return cause instanceof Error ? cause.message : message;
}
