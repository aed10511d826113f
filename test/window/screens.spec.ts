/** Every screen: what axe finds, and what does not fit. */
import { findings, settled } from './axe.ts';
import { layoutFaults } from './layout.ts';
import { screens } from './screens.ts';
import { expect, hasChromium, test } from './test.ts';
import { doubled, smallestSize, usualSize } from './window.ts';

test.skip(!hasChromium, 'chromium is not installed');

for (const screen of screens) {
  test(`${screen.name}: axe finds nothing, and all fits`, async ({ open }) => {
    const { page, problems } = await open(screen);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await findings(page), `axe, ${colorScheme}`).toEqual([]);
    }
    for (const size of [usualSize, smallestSize, doubled]) {
      await page.setViewportSize(size);
      await settled(page);
      expect.soft(await layoutFaults(page), `${size.width} × ${size.height}`).toEqual([]);
    }
    expect(problems).toEqual([]);
  });
}
