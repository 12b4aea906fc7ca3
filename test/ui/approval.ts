/**
 * What people say of a plan that does not run yet: somebody who may not approve asks for it, and
 * somebody who may declines with a reason. Who may what is put into the answers of the permission
 * backend on their way to the browser; the requests are made by the real page.
 */
import { expect, test, type Page } from '@playwright/test';
import type { Stage } from './openStage.ts';

const AUTHORIZE = '**/api/permission/authorize';
const APPROVE = 'mesh-federation.plan.approve';

async function denyApproval(page: Page): Promise<void> {
  await page.route(AUTHORIZE, async route => {
    const asked = route.request().postDataJSON() as {
      items: readonly {
        readonly id: string;
        readonly permission: { readonly name: string };
      }[];
    };
    const response = await route.fetch();
    const { items } = (await response.json()) as {
      items: readonly { readonly id: string }[];
    };
    const denied = new Set(
      asked.items
        .filter(({ permission }) => permission.name === APPROVE)
        .map(({ id }) => id),
    );
    await route.fulfill({
      response,
      json: {
        items: items.map(item =>
          denied.has(item.id) ? { ...item, result: 'DENY' } : item,
        ),
      },
    });
  });
}

export function testApproval(stageOf: () => Stage): void {
  test('takes a request for approval, and a refusal with its reason', async () => {
    const { session, page, goto, shows, keepLooks } = stageOf();
    const dialog = page.getByRole('dialog');
    /** Presses the page's button that opens the dialog, unless it is open. */
    const opened = (name: string) => async () => {
      if (!(await dialog.isVisible())) {
        await page.getByRole('button', { name, exact: true }).press('Enter');
      }
      await expect(dialog).toBeVisible();
    };
    const submitted = async (label: string, remark: string) => {
      await dialog.getByRole('textbox', { name: label }).fill(remark);
      await page.keyboard.press('Enter');
      await expect(dialog).toBeHidden();
    };

    const plan = await session.api.createPlan('demo', { kind: 'join' });
    await denyApproval(page);
    await goto(`/mesh-federation/plans/${plan.id}`);
    await shows(`You need the permission ${APPROVE}.`)();
    await keepLooks('3-ask-for-approval', opened('Ask for approval'));
    await submitted('What they should know', 'Before the freeze on Friday.');
    await keepLooks('3-plan-asked', shows('Before the freeze on Friday.'));

    await page.unroute(AUTHORIZE);
    await page.reload();
    await keepLooks('3-decline', async () => {
      await opened('Decline')();
      await dialog.getByRole('button', { name: 'Decline' }).press('Enter');
      await shows('Say why: whoever asked reads it here.')();
    });
    await submitted('Why it is not to run', 'Not on a Friday.');
    await keepLooks('3-plan-declined', shows('Not on a Friday.'));
    await expect(
      page.getByRole('button', { name: 'Approve and run' }),
    ).toBeDisabled();
  });
}
