import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../demo/paths.ts';
import { command } from './command.ts';
import type { LevelResult } from './LevelResult.ts';
import { ensureDebianPackage } from './packages.ts';

/** Playwright with Debian's Chromium, on real clusters. */
export async function runUi(args: readonly string[]): Promise<LevelResult> {
  const chromium = await ensureDebianPackage(
    'chromium',
    () => '/usr/bin/chromium',
  );
  const report = join(CACHE, 'ui.json');
  mkdirSync(CACHE, { recursive: true });
  rmSync(report, { force: true });
  await command(
    'playwright',
    ['test', '--config', 'test/ui/playwright.config.ts', ...args],
    {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, CHROMIUM: chromium },
    },
  );
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}
