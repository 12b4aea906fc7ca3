import { defineConfig } from '@playwright/test';

/** Chromium comes from Debian; nothing of Playwright's own is downloaded. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../.cache/ui',
  workers: 1,
  retries: 0,
  // Clusters are started and joined inside.
  timeout: 15 * 60_000,
  // Clusters, Backstage and the browser share what the machine has.
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1400, height: 1000 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
