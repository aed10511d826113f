/** What is open while the language changes is said in the new one, a drawing's texts as well. */
import type { Page } from '@playwright/test';
import { screens } from './screens.ts';
import { expect, hasChromium, test } from './test.ts';

test.skip(!hasChromium, 'chromium is not installed');

declare global {
  interface Window {
    /** What was written into drawings. */
    drawn: string[];
  }
}

const drawn = (page: Page) => page.evaluate(() => window.drawn);

/** Notes what is written into drawings from now on. */
const noteDrawings = (page: Page) =>
  page.evaluate(() => {
    window.drawn = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (...given) {
      window.drawn.push(given[0]);
      fillText.apply(this, given);
    };
  });

test('the axes of the rates follow the language', async ({ open }) => {
  const activity = screens.find(({ name }) => name === 'activity');
  if (activity === undefined) throw new Error('There is no screen of the activity.');
  const { page, problems } = await open(activity);
  await noteDrawings(page);
  await page.evaluate(() => window.speakAs('fa'));
  await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
  await expect.poll(() => drawn(page)).not.toEqual([]);
  // Clock and rates, in Persian digits.
  const all = await drawn(page);
  expect(all.filter((text) => /[0-9]|\/s/.test(text))).toEqual([]);
  expect(all.filter((text) => /[۰-۹]:[۰-۹]/.test(text))).not.toEqual([]);
  await expect(page.getByRole('figure')).toContainText(/[۰-۹]/);
  expect(problems).toEqual([]);
});
