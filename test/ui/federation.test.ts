/**
 * The whole thing as a person does it: look, create a federation, read the plan, approve it, watch the run, read the proof, open an entity;
 * then a cluster dies. On real clusters, in Chromium. Keeps a screenshot of each page in `test/ui/results`.
 */
import { expect, test, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stopCluster } from '../bed/index.ts';
import { ROOT } from '../demo/paths.ts';
import { openSession, type Session } from '../demo/session.ts';

const RESULTS = join(ROOT, 'test/ui/results');

test.describe.configure({ mode: 'serial' });

let session: Session;
let page: Page;

/** The whole page as it is now. */
async function keep(name: string): Promise<void> {
  await page.screenshot({
    path: join(RESULTS, `${name}.png`),
    fullPage: true,
    animations: 'disabled',
  });
}

const WIDTHS = { desktop: 1400, narrow: 420 } as const;

/** The page in both themes and at both widths. Ends light and wide. */
async function keepLooks(name: string, ready: () => Promise<void>) {
  for (const theme of ['dark', 'light']) {
    await page.evaluate(
      value => window.localStorage.setItem('theme', value),
      theme,
    );
    for (const [label, width] of Object.entries(WIDTHS).reverse()) {
      await page.setViewportSize({ width, height: 1000 });
      await page.reload();
      await ready();
      await keep(`${name}-${label}-${theme}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow, `${name} scrolls sideways at ${width}`).toBeLessThan(2);
    }
  }
}

const shows = (text: string | RegExp) => async () => {
  await expect(page.getByText(text).first()).toBeVisible();
};

async function open(path: string): Promise<void> {
  await page.goto(`${session.backstage.baseUrl}${path}`);
}

/** Ticks a checkbox by keyboard. A dialog that is still opening takes no key: then again. */
async function tick(name: string | RegExp): Promise<void> {
  const box = page.getByRole('checkbox', { name });
  await expect(async () => {
    if (!(await box.isChecked())) {
      await box.press('Space');
    }
    await expect(box).toBeChecked({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(15 * 60_000);
  mkdirSync(RESULTS, { recursive: true });
  session = await openSession({
    clusters: 2,
    federate: true,
    once: true,
    keep: false,
    port: 7047,
  });
  await session.api.observe();
  page = await browser.newPage();
  await open('/mesh-federation');
  await page.getByRole('button', { name: 'Enter' }).click();
});

test.afterAll(async () => {
  test.setTimeout(3 * 60_000);
  await page?.close();
  await session?.close();
});

test('shows two clusters that do not trust each other', async () => {
  await expect(
    page.getByRole('button', { name: 'east verifies west: Broken' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'west verifies east: Broken' }),
  ).toBeVisible();
  await keep('1-overview-apart');
});

test('creates a federation', async () => {
  await page.getByRole('tab', { name: 'Federations' }).click();
  await page.getByRole('button', { name: 'Create federation' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('demo');
  await tick('east');
  await tick('west');
  await keep('2-create-federation');
  await page.getByRole('button', { name: 'Save' }).click();
  await open('/mesh-federation/federations/demo');
  await expect(page.getByRole('heading', { name: 'demo' })).toBeVisible();
});

test('makes a plan that shows every object before it is written', async () => {
  await page.getByRole('button', { name: 'Make a plan' }).click();
  await tick(/^Restart workloads/);
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await expect(
    page.getByRole('heading', { name: 'Plan for demo' }),
  ).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  await expect(
    page.getByText(/Trust the root of west in east/).first(),
  ).toBeVisible();
  await keep('3-plan');
});

test('runs the approved plan and shows its progress and the proof', async () => {
  await page.getByRole('button', { name: 'Approve and run' }).click();
  await expect(page).toHaveURL(/\/mesh-federation\/runs\//, {
    timeout: 30_000,
  });
  await expect(
    page.getByText('Running', { exact: true }).first(),
  ).toBeVisible();
  await page.waitForTimeout(5_000);
  await keep('4-run-live');
  await expect(
    page.getByText('Succeeded', { exact: true }).first(),
  ).toBeVisible({
    timeout: 10 * 60_000,
  });
  await expect(
    page.getByText(/inspected proxies hold the roots/).first(),
  ).toBeVisible({
    timeout: 60_000,
  });
  await keep('5-run-proof');
});

test('shows that both directions are verified', async () => {
  await open('/mesh-federation');
  await expect(
    page.getByRole('button', { name: 'east verifies west: Verified' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'west verifies east: Verified' }),
  ).toBeVisible();
  await keep('6-overview-joined');
});

test('shows who can reach a component', async () => {
  await open('/catalog/default/component/orders/mesh');
  const healthy = shows(
    'orders is reachable over mutual TLS from all 2 clusters.',
  );
  await healthy();
  await keepLooks('7-tab-healthy', healthy);
  await page
    .getByRole('button', { name: /^From east to west: Reachable/ })
    .click();
  await expect(page).toHaveURL(/from=east&to=west/);
  await shows('From east to west')();
  await keep('7-tab-explanation');
});

test('shows a dead cluster as unknown and its facts as stale', async () => {
  await stopCluster('west');
  await session.api.observe();
  await open('/mesh-federation');
  await expect(
    page.getByRole('button', { name: 'east verifies west: Unknown' }),
  ).toBeVisible();
  await keep('9-overview-one-dead');
});
