/** What is open while the language changes is said in the new one, a drawing's texts as well; and what is said where nobody knows it. */
import type { Page } from '@playwright/test';
import { screens } from './screens.ts';
import { expect, hasChromium, test } from './test.ts';

test.skip(!hasChromium, 'chromium is not installed');

declare global {
  interface Window {
    /** What is written in the drawing that is shown. */
    drawn: string[];
  }
}

const drawn = (page: Page) => page.evaluate(() => window.drawn);

/** Notes what is written into drawings from now on; each begins with an empty page. */
const noteDrawings = (page: Page) =>
  page.evaluate(() => {
    window.drawn = [];
    const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...given) {
      window.drawn = [];
      clearRect.apply(this, given);
    };
    CanvasRenderingContext2D.prototype.fillText = function (...given) {
      window.drawn.push(given[0]);
      fillText.apply(this, given);
    };
  });

const screenOf = (wanted: string) => {
  const found = screens.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`There is no screen ${wanted}.`);
  return found;
};

test('a window that is told nothing speaks the language of the system', async ({ open }) => {
  const { page } = await open(screenOf('unread'), { locale: 'ja-JP' });
  await expect(page.getByRole('button', { name: '再試行' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
});

test('the axes of the rates follow the language', async ({ open }) => {
  const { page, problems } = await open(screenOf('activity'));
  await noteDrawings(page);
  await page.evaluate(() => window.speakAs('fa'));
  await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
  // Clock and rates, in Persian digits; one that was drawn while the language was being read may come before.
  const digits = async () => {
    const all = await drawn(page);
    return {
      others: all.filter((text) => /[0-9]|\/s/.test(text)),
      isClockPersian: all.some((text) => /[۰-۹]:[۰-۹]/.test(text)),
    };
  };
  await expect.poll(digits).toEqual({ others: [], isClockPersian: true });
  await expect(page.getByRole('figure')).toContainText(/[۰-۹]/);
  expect(problems).toEqual([]);
});
