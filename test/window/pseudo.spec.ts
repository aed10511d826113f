/** Every screen in the pseudo-locale: nothing is said in plain English, and texts a third longer fit. */
import { settled } from './axe.ts';
import { layoutFaults } from './layout.ts';
import { screens } from './screens.ts';
import { expect, hasChromium, test } from './test.ts';
import { untranslated } from './untranslated.ts';
import { smallestSize, usualSize } from './window.ts';

test.skip(!hasChromium, 'chromium is not installed');

// Nobody has told the window a language where it has no state.
for (const screen of screens.filter(({ name }) => name !== 'unread')) {
  test(`${screen.name}: all is translated, and longer texts fit`, async ({ open }) => {
    const { page, problems } = await open(screen, { language: 'en-XA' });
    expect.soft(await untranslated(page)).toEqual([]);
    for (const size of [usualSize, smallestSize]) {
      await page.setViewportSize(size);
      await settled(page);
      expect.soft(await layoutFaults(page), `${size.width} × ${size.height}`).toEqual([]);
    }
    expect(problems).toEqual([]);
  });
}
