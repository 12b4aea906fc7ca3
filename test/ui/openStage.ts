import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GUEST_SIGN_IN, type SignIn } from '../demo/api.ts';
import { ROOT } from '../demo/paths.ts';
import type { Session } from '../demo/session.ts';
import { expect } from './chromium.ts';

const RESULTS = join(ROOT, 'test/ui/results');
// A window of 1400 shows at 200 % what one of 700 shows.
const WIDTHS = {
  desktop: 1400,
  tablet: 800,
  zoomed: 700,
  narrow: 420,
} as const;
const HEIGHT = 1000;

/** What Backstage draws around a page is not ours to judge. */
const AROUND_THE_PAGE = ['nav', 'header', '.bui-PluginHeader'];

/** Waits until the page shows what it is about. */
export type Ready = () => Promise<void>;

/** Clusters, Backstage and a browser that is signed in. */
export interface Stage {
  readonly session: Session;
  readonly page: Page;
  readonly goto: (path: string) => Promise<void>;
  readonly shows: (text: string | RegExp) => Ready;
  /** Keeps a screenshot of the whole page as it is now, in `test/ui/results`. */
  readonly keep: (name: string) => Promise<void>;
  /**
   * Keeps the page in both themes and at each width, none of which may scroll sideways or have
   * anything that axe objects to. Ends light and wide. On a page of another plugin only the part
   * that is ours is judged.
   */
  readonly keepLooks: (
    name: string,
    ready: Ready,
    ours?: string,
  ) => Promise<void>;
}

async function keep(page: Page, name: string): Promise<void> {
  const viewport = page.viewportSize()!;
  // A window as high as the page: what is fixed to the window's edges is at the page's.
  const height = await page.evaluate(
    () => document.documentElement.scrollHeight,
  );
  await page.setViewportSize({ ...viewport, height: Math.max(height, HEIGHT) });
  await page.screenshot({
    path: join(RESULTS, `${name}.png`),
    fullPage: true,
    animations: 'disabled',
  });
  await page.setViewportSize(viewport);
}

/** What axe objects to in the page's content. */
async function objections(
  page: Page,
  ours: string | undefined,
): Promise<readonly string[]> {
  // In the page itself, which has no frames: beside it, axe would load a page of its own for each
  // result. What passes is only counted.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  if (ours !== undefined) axe.include(ours);
  for (const selector of AROUND_THE_PAGE) {
    axe.exclude(selector);
  }
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${target.join(' ')}: ${failureSummary}`,
    ),
  );
}

async function keepLooks(
  page: Page,
  name: string,
  ready: Ready,
  ours?: string,
) {
  for (const theme of ['dark', 'light']) {
    await page.evaluate(
      value => window.localStorage.setItem('theme', value),
      theme,
    );
    await page.setViewportSize({ width: WIDTHS.narrow, height: HEIGHT });
    await page.reload();
    for (const [label, width] of Object.entries(WIDTHS).reverse()) {
      await page.setViewportSize({ width, height: HEIGHT });
      await ready();
      const look = `${name}-${label}-${theme}`;
      await keep(page, look);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect.soft(overflow, `${look} scrolls sideways`).toBeLessThan(2);
      expect.soft(await objections(page, ours), look).toEqual([]);
    }
  }
}

/** Opens a page and signs in: as whoever `signIn` is of, or as the guest. */
export async function openStage(
  session: Session,
  browser: Browser,
  signIn?: SignIn,
): Promise<Stage> {
  mkdirSync(RESULTS, { recursive: true });
  const page = await browser.newPage({
    viewport: { width: WIDTHS.desktop, height: HEIGHT },
  });
  if (signIn) {
    await page.route(`**${GUEST_SIGN_IN}`, route =>
      route.fulfill({ json: signIn }),
    );
  }
  const goto = async (path: string) => {
    await page.goto(`${session.backstage.baseUrl}${path}`);
  };
  await goto('/mesh-federation');
  await page.getByRole('button', { name: 'Enter' }).click();
  return {
    session,
    page,
    goto,
    shows: text => async () => {
      await expect(page.getByText(text).first()).toBeVisible();
    },
    keep: name => keep(page, name),
    keepLooks: (name, ready, ours) => keepLooks(page, name, ready, ours),
  };
}
