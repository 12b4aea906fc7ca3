/**
 * The whole thing as a person does it: look, create a federation, read the plan, approve it, watch
 * the run, read the proof, open an entity; then a cluster dies. On real clusters, in Chromium.
 * Keeps screenshots of each page in `test/ui/results`.
 */
import { expect, test, type Locator } from '@playwright/test';
import { stopCluster } from '../bed/index.ts';
import { openSession, type Session } from '../demo/session.ts';
import { phase } from '../times/phases.ts';
import { testApproval } from './approval.ts';
import { testEntityTab } from './entityTab.ts';
import { testLongNames } from './longNames.ts';
import { openStage, type Ready, type Stage } from './openStage.ts';
import { testTemplateForm } from './templates.ts';

test.describe.configure({ mode: 'serial' });

let session: Session;
let stage: Stage;

/** Ticks a checkbox by keyboard. A dialog that is still opening takes no key: then again. */
async function tick(name: string | RegExp): Promise<void> {
  await press(stage.page.getByRole('checkbox', { name }));
}

/** Chooses a radio button by keyboard. */
async function choose(name: string | RegExp): Promise<void> {
  await press(stage.page.getByRole('radio', { name }));
}

/** Opens a dialog, unless it is open, and submits it empty: it says what is missing. */
function submittedEmpty(opens: string, submits: string, says: Ready): Ready {
  const { page } = stage;
  const dialog = page.getByRole('dialog');
  return async () => {
    if (!(await dialog.isVisible())) {
      await page.getByRole('button', { name: opens, exact: true }).click();
    }
    await dialog.getByRole('button', { name: submits }).click();
    await says();
  };
}

async function press(box: Locator): Promise<void> {
  await expect(async () => {
    if (!(await box.isChecked())) {
      await box.press('Space');
    }
    await expect(box).toBeChecked({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(15 * 60_000);
  session = await openSession({
    clusters: 2,
    federate: true,
    once: true,
    keep: false,
    apart: true,
    port: 7047,
  });
  await session.api.observe();
  stage = await openStage(session, browser);
});

test.afterAll(async () => {
  test.setTimeout(3 * 60_000);
  await phase('closing', async () => {
    await stage?.page.close();
    await session?.close();
  });
});

test('shows two clusters that do not trust each other', async () => {
  const { page, keep } = stage;
  await expect(
    page.getByRole('button', { name: 'east verifies west: Not joined' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'west verifies east: Not joined' }),
  ).toBeVisible();
  await keep('1-overview-apart');
});

testTemplateForm(() => stage);

test('creates a federation', async () => {
  const { page, goto, shows, keepLooks } = stage;
  await goto('/mesh-federation/federations');
  await keepLooks(
    '2-create-federation',
    submittedEmpty('Create federation', 'Save', shows(/^Choose/)),
  );
  await page.getByRole('textbox', { name: 'Name' }).fill('demo');
  await tick('east');
  await tick('west');
  await page.getByRole('button', { name: 'Save' }).click();
  await goto('/mesh-federation/federations/demo');
  await expect(page.getByRole('heading', { name: 'demo' })).toBeVisible();
});

testApproval(() => stage);

test('makes a plan that shows every object before it is written', async () => {
  const { page, goto, shows, keep, keepLooks } = stage;
  await goto('/mesh-federation/federations/demo');
  await keepLooks(
    '3-make-plan',
    submittedEmpty('Make a plan', 'Make the plan', shows(/^Choose/)),
  );
  await choose(/^Restart them/);
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
  const { page, keep } = stage;
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
    page.getByText(/inspected proxies of \w+ hold every root of/).first(),
  ).toBeVisible({
    timeout: 60_000,
  });
  await keep('5-run-proof');
});

test('shows that both directions are verified', async () => {
  const { page, goto, keep } = stage;
  await goto('/mesh-federation');
  await expect(
    page.getByRole('button', { name: 'east verifies west: Verified' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'west verifies east: Verified' }),
  ).toBeVisible();
  await keep('6-overview-joined');
});

test('keeps every page of the platform team readable in both themes and at each width', async () => {
  const { page, goto, shows, keepLooks } = stage;
  await goto('/mesh-federation');
  await keepLooks('6-overview', shows('What ends first'));
  await goto('/mesh-federation/federations');
  await keepLooks('6-federations', shows('demo'));
  await goto('/mesh-federation/federations/demo');
  await keepLooks('6-federation', shows('Plans'));
  await goto('/mesh-federation/runs');
  await keepLooks('6-runs', shows(/^demo: Join/));
  await page.getByRole('row', { name: /demo: Join/ }).click();
  await keepLooks('6-run', shows('In running proxies'));
  await page.getByRole('link', { name: 'See the plan' }).click();
  await keepLooks('6-plan', shows('In short'));
  await page.setViewportSize({ width: 1400, height: 1000 });
  expect(
    await page.evaluate(() => document.documentElement.scrollHeight),
    'the page of a plan is one that people read to its end',
  ).toBeLessThan(6000);
  await goto('/mesh-federation/witness');
  await keepLooks('6-witness', shows('istiod contradicts no answer.'));
  await goto('/mesh-federation/findings/MF2001');
  await keepLooks('6-finding', shows(/^MF2001/));
});

testEntityTab(() => stage);

testLongNames(() => stage);

test('shows a dead cluster as unknown and its facts as stale', async () => {
  const { page, goto, shows, keep, keepLooks } = stage;
  await stopCluster('west');
  await session.api.observe();
  await goto('/mesh-federation');
  await expect(
    page.getByRole('button', { name: 'east verifies west: Unknown' }),
  ).toBeVisible();
  await keep('9-overview-one-dead');
  await goto('/catalog/default/component/orders/mesh');
  await keepLooks('10-tab-one-dead', shows(/west does not answer/));
});
