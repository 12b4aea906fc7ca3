/**
 * The whole thing as a person does it: look, create a federation, read the plan, approve it, watch the run, read the proof, open an entity;
 * then a cluster dies. On real clusters, in Chromium. Keeps a screenshot of each page in `test/ui/results`.
 */
import { expect, test, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl, stopCluster } from '../bed/index.ts';
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

test('shows who can reach a component, and a cluster with its peers', async () => {
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
  await shows(/through the east-west gateway of network west/)();
  await keep('7-tab-explanation');
  await open('/catalog/default/resource/east/mesh');
  await shows('Verified')();
  await keepLooks('8-tab-cluster', shows('Verified'));
  await open('/catalog/default/system/shop/mesh');
  await shows('secrets-api')();
  await keep('8-tab-system');
});

test('shows a policy that lets in only some, with the object that says so', async () => {
  await open(
    '/catalog/default/component/secrets-api/mesh?service=vault%2Fsecrets-api&port=80&from=west&to=east',
  );
  const denied = shows(/deny-other-namespaces/);
  await denied();
  await expect(
    page.getByRole('button', { name: /^From west to east: Conditional/ }),
  ).toBeVisible();
  await keepLooks('11-tab-policy', denied);
});

test('says what it sees of entities that match nothing, one cluster, or many Services', async () => {
  await open('/catalog/default/component/paper/mesh');
  await shows(/Add one of these annotations/)();
  await keep('12-tab-no-annotation');
  await open('/catalog/default/component/ghost/mesh');
  const nothing = shows(/Put the label on the Service/);
  await nothing();
  await keepLooks('13-tab-nothing-matched', nothing);
  await open('/catalog/default/component/orders-west/mesh');
  await shows('Found in west.')();
  await keep('14-tab-one-cluster');
  await open('/catalog/default/component/everything/mesh');
  await shows(/Services and ports, worst first/)();
  await keep('15-tab-many-services');
});

test('says that it is loading, and who may look when nobody allowed it', async () => {
  const answers = '**/api/mesh-federation/entities/**';
  await page.route(answers, () => {
    // Never answered.
  });
  await page.goto(
    `${session.backstage.baseUrl}/catalog/default/component/orders/mesh`,
  );
  const loading = async () => {
    await expect(page.getByRole('status').first()).toBeVisible();
  };
  await loading();
  await keepLooks('16-tab-loading', loading);
  await page.unroute(answers);
  await page.route(answers, route =>
    route.fulfill({
      status: 403,
      json: {
        error: { name: 'NotAllowedError', message: 'Unauthorized' },
        request: { method: 'GET', url: route.request().url() },
        response: { statusCode: 403 },
      },
    }),
  );
  await page.reload();
  const refused = shows(/mesh-federation\.entity\.read/);
  await refused();
  await keepLooks('17-tab-no-permission', refused);
  await page.unroute(answers);
});

test('names the root that west lost as the cause', async () => {
  const west = session.clusters.find(({ name }) => name === 'west')!;
  const object = ['configmap', 'mesh-federation', '-n', 'istio-system'];
  const { stdout } = await kubectl(west, ['get', ...object, '-o', 'json']);
  const before = JSON.parse(stdout) as { data: Record<string, string> };
  const change = async (data: Record<string, string>) => {
    await kubectl(west, [
      'patch',
      ...object,
      '--type=merge',
      `--patch=${JSON.stringify({ data })}`,
    ]);
    await session.api.observe();
  };
  await change({
    mesh: 'defaultConfig:\n  proxyMetadata:\n    PROXY_CONFIG_XDS_AGENT: "true"\n',
  });
  await open(
    '/catalog/default/component/orders/mesh?service=shop%2Forders&port=80&from=west&to=east',
  );
  const broken = shows(/west trusts no root of east/);
  await broken();
  await expect(
    page.getByRole('button', { name: /^From west to east: Blocked/ }),
  ).toBeVisible();
  await keepLooks('18-tab-broken-trust', broken);
  await change(before.data);
});

test('shows a dead cluster as unknown and its facts as stale', async () => {
  await stopCluster('west');
  await session.api.observe();
  await open('/mesh-federation');
  await expect(
    page.getByRole('button', { name: 'east verifies west: Unknown' }),
  ).toBeVisible();
  await keep('9-overview-one-dead');
  await open('/catalog/default/component/orders/mesh');
  const dead = shows(/west does not answer/);
  await dead();
  await keepLooks('10-tab-one-dead', dead);
});
