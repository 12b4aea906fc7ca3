/**
 * Every page with names of 60 characters: those of clusters, the federation, a namespace and a
 * Service. They are put into the answers on their way to the browser, and taken out of its
 * questions, so that the clusters need not be called so.
 */
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Stage } from './openStage.ts';

const ANSWERS = '**/api/mesh-federation/**';

const LENGTH = 60;

/** A name without a place where a line could be broken, and one with many. */
const LONG: Readonly<Record<string, string>> = Object.fromEntries(
  ['east', 'west', 'demo', 'shop', 'orders'].map((name, index) => [
    name,
    `${name}${(index % 2 ? 'x' : '-very-long').repeat(LENGTH)}`
      .slice(0, LENGTH - 1)
      .concat('0'),
  ]),
);

const SHORT_NAMES = new RegExp(`\\b(${Object.keys(LONG).join('|')})\\b`, 'g');

const lengthened = (text: string) =>
  text.replace(SHORT_NAMES, name => LONG[name]!);

const shortened = (text: string) =>
  Object.entries(LONG).reduce(
    (short, [name, long]) => short.replaceAll(long, name),
    text,
  );

async function lengthenNames(page: Page): Promise<void> {
  await page.route(ANSWERS, async route => {
    const url = shortened(route.request().url());
    const postData = route.request().postData();
    const response = await route.fetch({
      url,
      // The backend closes a connection that nobody used for a while, just when one is wanted.
      maxRetries: 3,
      ...(postData !== null && { postData: shortened(postData) }),
    });
    await route.fulfill({
      response,
      body: lengthened(await response.text()),
    });
  });
}

/** At the width of a phone something of at least one cell is to be seen without scrolling. */
async function showsACell(page: Page, table: Locator, cell: string) {
  await page.setViewportSize({ width: 420, height: 1000 });
  await expect(table).toBeVisible();
  const head = (await table.locator('tbody th').first().boundingBox())!;
  const first = (await table.locator(cell).first().boundingBox())!;
  // The column of names stays where it is, and covers what is scrolled below it.
  expect(head.x + head.width, 'names leave room').toBeLessThan(250);
  expect(first.x, 'a cell begins in the window').toBeLessThan(320);
  await page.setViewportSize({ width: 1400, height: 1000 });
}

/** Tests of long names; `stage` answers once the clusters are joined. */
export function testLongNames(stage: () => Stage): void {
  test('keeps every page readable with names of 60 characters', async () => {
    const { page, goto, shows, keepLooks } = stage();
    const { demo, east, orders } = LONG as Record<string, string>;
    await lengthenNames(page);
    try {
      await goto('/mesh-federation');
      await keepLooks('20-long-overview', shows('What ends first'));
      await shows(east!)();
      await showsACell(
        page,
        page.getByRole('table', { name: 'Directed trust between clusters' }),
        'tbody td',
      );
      await goto(`/mesh-federation/federations/${demo}`);
      await keepLooks('20-long-federation', shows('Plans'));
      await goto('/mesh-federation/runs');
      await keepLooks('20-long-runs', shows(/: Join/));
      await page
        .getByRole('row', { name: /: Join/ })
        .first()
        .click();
      await keepLooks('20-long-run', shows('In running proxies'));
      await page.getByRole('link', { name: 'See the plan' }).click();
      await keepLooks('20-long-plan', shows('In short'));
      await goto('/catalog/default/component/orders/mesh');
      await keepLooks('20-long-tab', shows(new RegExp(orders!)));
      await showsACell(
        page,
        page.getByRole('grid', { name: /^Reachability of/ }),
        '[role=gridcell]',
      );
      await goto('/catalog/default/resource/east/mesh');
      await keepLooks('20-long-cluster', shows('Verified'));
    } finally {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });
}
