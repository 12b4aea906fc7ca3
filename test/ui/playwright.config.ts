import { defineConfig } from '@playwright/test';
import { CHROMIUM, PATIENCE_MS } from './chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../.cache/ui',
  workers: 1,
  retries: 0,
  // Clusters are started and joined inside.
  timeout: 15 * 60_000,
  expect: { timeout: PATIENCE_MS },
  reporter: [['list'], ['json']],
  use: {
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: CHROMIUM,
  },
});
