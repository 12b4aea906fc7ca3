/** Software templates as people use them: from *Create* to the page of the task. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './chromium.ts';
import { keyboardOf } from './keyboard.ts';
import type { Stage } from './openStage.ts';

const TASK_MS = 10 * 60_000;

/** The part of a task's page that is the mesh federation's. */
export const OURS = '.bui-Card';

/** The form of a template with what is filled in already. */
export const formOf = (template: string, values: object = {}) =>
  `/create/templates/default/${template}?${new URLSearchParams({
    formData: JSON.stringify(values),
  })}`;

/** Chooses a template of *Create* by its title. */
export async function chooseTemplate(stage: Stage, title: string) {
  const { page, goto } = stage;
  await goto('/create');
  await keyboardOf(page).press(
    page
      .locator('.MuiCard-root')
      .filter({ hasText: title })
      .getByRole('button', { name: 'Choose' }),
  );
}

/** Goes on in a form, whose last page but one leads to the review. */
export const goOn = (page: Page, button: 'Next' | 'Review') =>
  keyboardOf(page).press(page.getByRole('button', { name: button }));

/** Starts the task that the form asks for; gives its id. */
export async function create({ page }: Stage): Promise<string> {
  await keyboardOf(page).press(
    page.getByRole('button', { name: 'Create', exact: true }),
  );
  await expect(page).toHaveURL(/\/create\/tasks\/[-\w]+$/);
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

/** What the task's page shows of the run, or of the plan as long as it has none. */
export const panel = (page: Page): Locator => page.locator(OURS);

/** Lets the page of a task show its log, and waits for a line of it. */
export async function showsInLog({ page }: Stage, line: RegExp) {
  const show = page.getByRole('button', { name: 'Show Logs' });
  const shown = page.getByText(line).first();
  await expect(show.or(shown).first()).toBeVisible({ timeout: TASK_MS });
  if (await show.isVisible()) await keyboardOf(page).press(show);
  await expect(shown).toBeVisible({ timeout: TASK_MS });
}

/** Waits for the proof on the page of a task. */
export const showsProof = ({ page }: Stage) =>
  expect(panel(page).getByRole('heading', { name: 'Proof' })).toBeVisible({
    timeout: TASK_MS,
  });

/** Follows the link to the run, which shows the same proof. */
export async function seesTheRun({ page }: Stage) {
  await keyboardOf(page).press(
    panel(page).getByRole('link', { name: 'See the run' }),
  );
  await expect(page).toHaveURL(/\/mesh-federation\/runs\//);
  await expect(page.getByRole('heading', { name: 'Proof' })).toBeVisible();
}
