/** Software templates, from the form to the task: filled in with the keyboard. */
import { expect, test } from '@playwright/test';
import type { Stage } from './openStage.ts';
import { formOf } from './templateTask.ts';

/** Tests of the form; `stage` answers once there are clusters that nobody has joined. */
export function testTemplateForm(stage: () => Stage): void {
  test('fills in the form of a template, which knows the clusters', async () => {
    const { page, goto, keepLooks, shows } = stage();
    await goto('/create');
    await page
      .locator('.MuiCard-root')
      .filter({ hasText: 'Join clusters to a mesh' })
      .getByRole('button', { name: 'Choose' })
      .press('Enter');
    const name = page.getByRole('combobox', { name: /Federation/ });
    await expect(name).toBeVisible();
    await name.pressSequentially('new-mesh');
    await name.press('Tab');
    await page.keyboard.press('Space');
    const east = page.getByRole('checkbox', { name: 'east' });
    await expect(east).toBeChecked();

    await page.getByRole('button', { name: 'Next' }).press('Enter');
    await shows('east alone is no federation. Choose a second cluster.')();

    await page.getByRole('checkbox', { name: 'west' }).press('Space');
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    // The backend has tried the plan.
    await expect(
      page.getByRole('checkbox', { name: /Restart workloads/ }),
    ).toBeVisible();

    await goto(
      formOf('join-clusters', { federation: 'new-mesh', clusters: ['east'] }),
    );
    await keepLooks('1-template-form', shows(/it will be created/), 'form');
  });
}
