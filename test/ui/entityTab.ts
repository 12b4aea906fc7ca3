/**
 * The tab of an entity in each state, on clusters that are joined: in both themes, wide and
 * narrow. What is broken for it is mended again.
 */
import { expect, test } from '@playwright/test';
import { kubectl } from '../bed/index.ts';
import type { Stage } from './openStage.ts';

/** Tests of the tab; `stage` answers once the clusters are joined. */
export function testEntityTab(stage: () => Stage): void {
  test('shows who can reach a component', async () => {
    const { page, goto, shows, keepLooks } = stage();
    await goto('/catalog/default/component/orders/mesh');
    const healthy = shows(
      'orders is reachable over mutual TLS from both clusters.',
    );
    await healthy();
    await keepLooks('7-tab-healthy', healthy);
    await page
      .getByRole('button', { name: /^From east to west: Reachable/ })
      .click();
    await expect(page).toHaveURL(/from=east&to=west/);
    const gateway = shows(
      /through the east-west gateway of network network-west/,
    );
    await gateway();
    await keepLooks('7-tab-explanation', gateway);
    await goto('/catalog/default/component/orders');
    await keepLooks(
      '7-card-component',
      shows('orders is reachable over mutual TLS from both clusters.'),
    );
  });

  test('shows a cluster with its peers, and a system with its components', async () => {
    const { goto, shows, keepLooks } = stage();
    await goto('/catalog/default/resource/east/mesh');
    await keepLooks('8-tab-cluster', shows('Verified'));
    await goto('/catalog/default/resource/east');
    await keepLooks('8-card-cluster', shows(/peer trusted both ways/));
    await goto('/catalog/default/system/shop/mesh');
    await keepLooks('8-tab-system', shows('secrets-api'));
    await goto('/catalog/default/system/shop');
    await keepLooks('8-card-system', shows(/components? of shop/));
  });

  test('shows a policy that lets in only some, with the object that says so', async () => {
    const { page, goto, shows, keepLooks } = stage();
    await goto(
      '/catalog/default/component/secrets-api/mesh?service=vault%2Fsecrets-api&port=80&from=west&to=east',
    );
    const denied = shows(/deny-other-namespaces/);
    await denied();
    await expect(
      page.getByRole('button', { name: /^From west to east: Conditional/ }),
    ).toBeVisible();
    await keepLooks('11-tab-policy', denied);
  });

  test('says what it sees of entities that match nothing, or in one cluster', async () => {
    const { goto, shows, keepLooks } = stage();
    await goto('/catalog/default/component/paper/mesh');
    await keepLooks(
      '12-tab-no-annotation',
      shows(/Add one of these annotations/),
    );
    await goto('/catalog/default/component/ghost/mesh');
    await keepLooks(
      '13-tab-nothing-matched',
      shows(/Put the label on the Service/),
    );
    await goto('/catalog/default/component/orders-west/mesh');
    await keepLooks('14-tab-one-cluster', shows(/Found in west\./));
  });

  test('lists more than twenty Services, and searches, filters and sorts them', async () => {
    const { page, goto, shows, keepLooks } = stage();
    await goto('/catalog/default/component/everything/mesh');
    const count = page.getByRole('status').getByText(/^\d+ Services and ports/);
    await expect(count).toBeVisible();
    const total = Number.parseInt((await count.textContent()) ?? '', 10);
    expect(total).toBeGreaterThanOrEqual(20);
    await keepLooks('15-tab-many-services', shows(/^\d+ Services and ports$/));

    const list = page.getByRole('listbox', { name: 'Services and ports' });
    const first = list.getByRole('option').first();
    await expect(first).not.toContainText('Reachable');
    await page.getByRole('button', { name: /Sort$/ }).click();
    await page.getByRole('option', { name: 'By name' }).click();
    await expect(first).toContainText('data/db');
    await page.getByRole('button', { name: /Show$/ }).click();
    await page.getByRole('option', { name: /^Reachable/ }).click();
    await expect(first).toContainText('Reachable');
    await page.getByRole('searchbox', { name: 'Search Services' }).fill('wish');
    await shows(`1 of ${total} Services and ports`)();
    await expect(first).toContainText('shop/wishlist');
  });

  test('says that it is loading, and who may look when nobody allowed it', async () => {
    const { page, goto, shows, keepLooks } = stage();
    const answers = '**/api/mesh-federation/entities/**';
    await page.route(answers, () => {
      // Never answered.
    });
    await goto('/catalog/default/component/orders/mesh');
    await keepLooks('16-tab-loading', async () => {
      await expect(page.getByText('Loading…').first()).toBeAttached();
    });
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
    await keepLooks(
      '17-tab-no-permission',
      shows(/mesh-federation\.entity\.read/),
    );
    await page.unroute(answers);
  });

  test('names the root that west lost as the cause, until it has it back', async () => {
    const { session, page, goto, shows, keepLooks } = stage();
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
    try {
      await change({
        mesh: 'defaultConfig:\n  proxyMetadata:\n    PROXY_CONFIG_XDS_AGENT: "true"\n',
      });
      await goto('/catalog/default/component/orders/mesh');
      await keepLooks('18-tab-broken-trust', shows(/^From west it is not/));
      await page
        .getByRole('button', { name: /^Why\?/ })
        .first()
        .click();
      await expect(
        page.getByRole('button', { name: /^From west to east: Blocked/ }),
      ).toBeVisible();
      await keepLooks(
        '18-tab-broken-trust-explanation',
        shows(/west trusts no root of east/),
      );
    } finally {
      await change(before.data);
    }
    await expect(async () => {
      await session.api.observe();
      await goto('/catalog/default/component/orders/mesh');
      await expect(
        page.getByText(
          'orders is reachable over mutual TLS from both clusters.',
        ),
        // Seen too early, it is as it was: then the next observation says more than waiting.
      ).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 3 * 60_000 });
  });
}
