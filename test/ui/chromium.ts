import {
  expect as playwrightExpect,
  type LaunchOptions,
} from '@playwright/test';

/** Chromium comes from Debian; nothing of Playwright's own is downloaded. */
export const CHROMIUM: LaunchOptions = {
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
};

/** Clusters, Backstage and the browser share what the machine has. */
export const PATIENCE_MS = 60_000;

/** Waits as long as that in any test runner, Playwright's or Node's. */
export const expect = playwrightExpect.configure({ timeout: PATIENCE_MS });
