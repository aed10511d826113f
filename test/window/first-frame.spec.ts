/** What is painted before the program is there stands where the list will have it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../build/outputs.ts';
import { inDirection } from '../../main/desktop/first-frame.ts';
import { expect, hasChromium, test } from './test.ts';
import { usualSize } from './window.ts';

test.skip(!hasChromium, 'chromium is not installed');

const built = join(root, 'out/renderer');

for (const isRightToLeft of [false, true]) {
  test(`the first frame begins ${isRightToLeft ? 'at the right' : 'at the left'}`, async ({ windows }) => {
    const page = await windows.browser.newPage({ viewport: usualSize });
    try {
      await page.route('**/*', async (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === '/')
          await route.fulfill({
            contentType: 'text/html',
            body: inDirection(await readFile(join(built, 'index.html')), isRightToLeft),
          });
        else if (pathname.endsWith('.css')) await route.fulfill({ path: join(built, pathname) });
        else await route.abort();
      });
      await page.goto('https://adit.test/');
      const mark = await page.locator('.first-frame svg').boundingBox();
      const at = mark === null ? Number.NaN : mark.x + mark.width / 2;
      if (isRightToLeft) expect(at).toBeGreaterThan(usualSize.width - 60);
      else expect(at).toBeLessThan(60);
    } finally {
      await page.close();
    }
  });
}
