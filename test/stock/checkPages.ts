import { chromium, expect, type Page } from '@playwright/test';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../demo/paths.ts';

/** What was looked for, and why it was not found. */
export interface Check {
  readonly name: string;
  readonly failure?: string;
}

interface Visit {
  readonly page: Page;
  readonly baseUrl: string;
  readonly goto: (path: string) => Promise<void>;
}

const FEDERATION = 'stock';
const MINUTE = 60_000;

const TEMPLATES = join(ROOT, 'examples/templates');

/** The titles of the templates that the recipe installs. */
const titles = () =>
  readdirSync(TEMPLATES).map(file => {
    const { metadata } = parse(readFileSync(join(TEMPLATES, file), 'utf8'));
    return String(metadata.title);
  });

/** What somebody sees who has followed the recipe, page by page. */
const CHECKS: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  'the page tells the clusters and what is not known of them': async visit => {
    const { page, goto } = visit;
    await goto('/mesh-federation');
    await sees(page, 'east');
    await sees(page, /unknown|not answer|could not/i);
  },
  'the menu leads to the page': async ({ page, goto }) => {
    await goto('/catalog');
    await page.getByRole('link', { name: 'Mesh federation' }).first().click();
    await expect(page).toHaveURL(/\/mesh-federation/);
  },
  'an entity has the tab Mesh': async ({ page, goto }) => {
    await goto('/catalog/default/system/examples');
    // A tab in the old frontend system, a link in the new one.
    const name = { name: 'Mesh', exact: true };
    const tab = page.getByRole('tab', name).or(page.getByRole('link', name));
    await tab.click();
    await expect(page).toHaveURL(/\/mesh$/);
    await sees(page, 'It has no Kubernetes annotation.');
  },
  'Create shows the templates': async ({ page, goto }) => {
    await goto('/create');
    for (const title of titles()) {
      await sees(page, title);
    }
  },
  'the catalog shows a federation': async ({ page, baseUrl, goto }) => {
    await createFederation(baseUrl);
    const path = `/mesh-federation/federations/${FEDERATION}`;
    // The module makes entities of federations once a minute.
    await expect(async () => {
      await goto(`/catalog/mesh-federation/resource/${FEDERATION}`);
      const link = page.locator(`a[href$="${path}"]`).first();
      await expect(link).toBeVisible({ timeout: MINUTE / 6 });
    }).toPass({ timeout: 4 * MINUTE });
  },
  'the form says why no cluster can be chosen': async ({ page, goto }) => {
    await goto('/create/templates/default/join-clusters');
    await sees(page, 'No cluster can be chosen.');
    await sees(page, /It does not answer/);
    const name = page.getByRole('combobox', { name: /Federation/ });
    await name.pressSequentially(FEDERATION.slice(0, 3));
    await expect(page.getByRole('option', { name: FEDERATION })).toBeVisible();
  },
  'the backend checks the form before it goes on': async ({ page, goto }) => {
    const formData = { federation: 'other', clusters: ['east', 'west'] };
    const query = new URLSearchParams({ formData: JSON.stringify(formData) });
    await goto(`/create/templates/default/join-clusters?${query}`);
    await sees(page, /it will be created/);
    await page.getByRole('button', { name: 'Next' }).click();
    await sees(page, /east: It does not answer/);
    await sees(page, /west: It does not answer/);
  },
  'the installed actions are told': async ({ page, goto }) => {
    await goto('/create/actions');
    for (const action of ['plan', 'run:start', 'propose']) {
      await sees(page, `mesh-federation:${action}`);
    }
  },
};

async function sees(page: Page, text: string | RegExp, timeout = MINUTE) {
  await expect(page.getByText(text).first()).toBeVisible({ timeout });
}

/** Of both clusters, as somebody may who is signed in. */
async function createFederation(baseUrl: string): Promise<void> {
  const guest = await fetch(`${baseUrl}/api/auth/guest/refresh`);
  const { backstageIdentity } = (await guest.json()) as {
    backstageIdentity: { token: string };
  };
  const { token } = backstageIdentity;
  const response = await fetch(
    `${baseUrl}/api/mesh-federation/federations/${FEDERATION}`,
    {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ members: ['east', 'west'] }),
    },
  );
  if (!response.ok) {
    throw new Error(
      `The federation: ${response.status} ${await response.text()}`,
    );
  }
}

/**
 * Looks at the pages in Chromium as a guest. Each check counts for itself; a screenshot of how it
 * ended is kept in `screenshots`. What a page throws is a failure too.
 */
export async function checkPages(options: {
  readonly baseUrl: string;
  readonly chromium: string;
  readonly screenshots: string;
  /** Hears of each check as it ends. */
  readonly tell: (check: Check) => void;
}): Promise<readonly Check[]> {
  const { baseUrl, screenshots, tell } = options;
  mkdirSync(screenshots, { recursive: true });
  const browser = await chromium.launch({
    executablePath: options.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    // Whoever started this ends it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1400, height: 1000 },
    });
    page.setDefaultTimeout(MINUTE);
    const thrown: string[] = [];
    page.on('pageerror', error => thrown.push(error.stack ?? error.message));
    const goto = async (path: string) => {
      await page.goto(`${baseUrl}${path}`);
    };
    await goto('/');
    const enter = page.getByRole('button', { name: 'Enter' });
    await enter.click();
    await expect(enter).toBeHidden({ timeout: MINUTE });
    const checks: Check[] = [];
    const add = (name: string, failure: string | undefined) => {
      const check = failure === undefined ? { name } : { name, failure };
      checks.push(check);
      tell(check);
    };
    for (const [name, look] of Object.entries(CHECKS)) {
      const failure = await failureOf(() => look({ page, baseUrl, goto }));
      const file = `${checks.length + 1}.png`;
      await page.screenshot({ path: join(screenshots, file), fullPage: true });
      add(name, failure);
    }
    add('no page throws', thrown.length === 0 ? undefined : thrown.join('\n'));
    return checks;
  } finally {
    await browser.close();
  }
}

async function failureOf(work: () => Promise<void>) {
  try {
    await work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
