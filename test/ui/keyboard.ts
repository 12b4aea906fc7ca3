import type { Locator, Page } from '@playwright/test';
import { expect } from './chromium.ts';

/** More than any page has to tab through. */
const MOST_TABS = 200;

/** Keys alone, of which Tab leads from one element of a page to the next. */
export interface Keyboard {
  /** Goes there by Tab. */
  readonly reach: (target: Locator) => Promise<void>;
  /** Goes there by Tab, then presses the key. */
  readonly press: (target: Locator, key?: string) => Promise<void>;
  /** Goes there by Tab, types, and leaves by Tab, which closes what has opened below. */
  readonly fill: (target: Locator, text: string) => Promise<void>;
}

/** A list that is open hides all that is around it: then a target is not found. */
async function isFocused(target: Locator): Promise<boolean> {
  const [found] = await target.elementHandles();
  return !!(await found?.evaluate(node => node === document.activeElement));
}

/** The keyboard of a page. It fails where Tab does not lead. */
export function keyboardOf(page: Page): Keyboard {
  const { keyboard } = page;
  async function reach(target: Locator): Promise<void> {
    await expect(target).toBeEnabled();
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      if (await isFocused(target)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${target}.`);
  }
  return {
    reach,
    async press(target, key = 'Enter') {
      await reach(target);
      await keyboard.press(key);
    },
    async fill(target, text) {
      await reach(target);
      await keyboard.type(text);
      await keyboard.press('Tab');
    },
  };
}
