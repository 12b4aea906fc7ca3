/**
 * Runs the tests: all levels, or the one that is named.
 *
 *   npm test                 check, unit, e2e, ui
 *   npm test -- check        format, types, lint, imports, configuration
 *   npm run test:unit        Jest: the packages
 *   npm run test:e2e         real clusters, real Istio, real Backstage
 *   npm run test:ui          the pages in Chromium, on real clusters
 *
 * Ends with one line: N passed, N failed.
 */
import { runChecks } from './levels/check.ts';
import { runE2e } from './levels/e2e.ts';
import { runUi } from './levels/ui.ts';
import { runUnit } from './levels/unit.ts';
import type { LevelResult } from './levels/LevelResult.ts';
import { enterLevel, recordedPhases, startRecord } from './times/phases.ts';
import { timesTable } from './times/timesTable.ts';

const LEVELS: Readonly<
  Record<string, (args: readonly string[]) => Promise<LevelResult>>
> = {
  check: runChecks,
  unit: runUnit,
  e2e: runE2e,
  ui: runUi,
};

const HELP = `usage: npm test                        all levels
       npm test -- check              format, types, lint, imports, configuration
       npm run test:unit -- [paths]     Jest, only the named files
       npm run test:e2e -- [--name TEXT] only tests whose name holds TEXT
       npm run test:e2e -- [--scenario NAME[,NAME]] [--scenarios DIR] [--analyze] [--remedies]
                                      only scenarios: by name, from a folder, beside istioctl analyze
                                      (writes docs/comparison.md), with remedies (writes
                                      docs/remedies.md); see test/e2e/scenarios/README.md
       npm run test:e2e -- --without rules|witness|rules,witness
                                      what one witness alone would say (writes docs/witness-alone.md,
                                      docs/rules-alone.md)
       npm run test:e2e -- --keep      the clusters and Backstage stay for the next run
       npm run test:ui
       npm test -- times              where the time of the last run went, as a table in Markdown
`;

async function main(): Promise<number> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === '--help' || rest.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (first === 'times') {
    process.stdout.write(timesTable(recordedPhases()));
    return 0;
  }
  if (first !== undefined && !LEVELS[first]) {
    process.stderr.write(`There is no level "${first}".\n${HELP}`);
    return 2;
  }
  const names = first === undefined ? Object.keys(LEVELS) : [first];
  let passed = 0;
  let failed = 0;
  const failures: string[] = [];
  startRecord();
  for (const name of names) {
    process.stderr.write(`\n=== ${name}\n`);
    enterLevel(name);
    const started = Date.now();
    const result = await LEVELS[name]!(rest);
    passed += result.passed;
    failed += result.failed;
    failures.push(...(result.failures ?? []));
    process.stderr.write(
      `=== ${name}: ${result.passed} passed, ${
        result.failed
      } failed, ${Math.round((Date.now() - started) / 1000)} s\n`,
    );
  }
  process.stderr.write(`\n${timesTable(recordedPhases())}\n`);
  for (const text of failures) {
    process.stderr.write(`FAILED ${text}\n\n`);
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack ?? error}\n`);
    process.exit(1);
  },
);
