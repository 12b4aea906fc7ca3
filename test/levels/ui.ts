import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { CACHE } from '../demo/paths.ts';
import { recordPhase } from '../times/phases.ts';
import { command } from './command.ts';
import { failure, type LevelResult } from './LevelResult.ts';
import { ensureChromium } from './packages.ts';

/** Playwright with Debian's Chromium, on real clusters. */
export async function runUi(args: readonly string[]): Promise<LevelResult> {
  const chromium = await ensureChromium();
  const report = join(CACHE, 'ui.json');
  mkdirSync(CACHE, { recursive: true });
  rmSync(report, { force: true });
  const code = await command(
    'playwright',
    ['test', '--config', 'test/ui/playwright.config.ts', ...args],
    {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, CHROMIUM: chromium },
    },
  );
  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
    suites: readonly Suite[];
  };
  for (const [title, seconds] of suites.flatMap(testsOf)) {
    recordPhase(title, seconds);
  }
  const failed = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    // A run that was broken off has no failed test.
    failed: code === 0 ? failed : Math.max(1, failed),
    failures: suites.flatMap(failuresOf),
  };
}

/** What is needed of Playwright's report. */
interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly results: readonly {
        readonly duration: number;
        readonly errors: readonly { readonly message?: string }[];
      }[];
    }[];
  }[];
}

function failuresOf(suite: Suite): readonly string[] {
  return [
    ...suite.specs.flatMap(({ title, tests }) =>
      tests
        .flatMap(({ results }) => results)
        .flatMap(({ errors }) => errors)
        .map(({ message = 'no message' }) =>
          failure(title, stripVTControlCharacters(message)),
        ),
    ),
    ...(suite.suites ?? []).flatMap(failuresOf),
  ];
}

/** Each test and how many seconds it took. */
function testsOf(suite: Suite): readonly (readonly [string, number])[] {
  return [
    ...suite.specs.map(
      ({ title, tests }) =>
        [
          title,
          tests
            .flatMap(({ results }) => results)
            .reduce((sum, { duration }) => sum + duration / 1000, 0),
        ] as const,
    ),
    ...(suite.suites ?? []).flatMap(testsOf),
  ];
}
