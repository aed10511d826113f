/** With forced colours, more contrast and less motion, as the system asks for them. */
import type { Page } from '@playwright/test';
import { findings, settled } from './axe.ts';
import { painted } from './painted.ts';
import { type Screen, screens } from './screens.ts';
import { expect, hasChromium, test } from './test.ts';

test.skip(!hasChromium, 'chromium is not installed');

const screenOf = (name: string): Screen => {
  const found = screens.find((screen) => screen.name === name);
  if (found === undefined) throw new Error(`There is no screen ${name}.`);
  return found;
};

/** Goes once through everything that Tab reaches, and names what does not show that it has the focus. */
async function unmarked(page: Page): Promise<readonly string[]> {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      // A field has a ring that is a shadow, which forced colours take away.
      const isRinged = boxShadow !== 'none' && !matchMedia('(forced-colors: active)').matches;
      const isMarked = isRinged || (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1);
      const name = `${element.localName} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)}`;
      const { x, y } = element.getBoundingClientRect();
      return { key: `${name} ${x} ${y}`, name, isMarked };
    });
    if (at === null || seen.has(at.key)) break;
    seen.add(at.key);
    if (!at.isMarked) faults.push(at.name);
  }
  expect(seen.size).toBeGreaterThan(1);
  return faults;
}

for (const colorScheme of ['light', 'dark'] as const) {
  const forced = { colorScheme, forcedColors: 'active' } as const;

  test(`forced colours, ${colorScheme}: buttons are read, switches have a knob, what is chosen is marked`, async ({
    open,
    windows,
  }) => {
    const { page } = await open(screenOf('list'), forced);
    // Without their edges: a line around them does not make a label or a knob.
    const look = (part: ReturnType<Page['locator']>) => painted(windows.browser, part, 4);
    expect((await look(page.getByRole('button', { name: 'Open SSH' }))).contrast).toBeGreaterThan(4.5);
    const rows = page.getByRole('row');
    for (const name of [
      'Office server',
      'Backup of the photographs of the whole family, at the house of the grandparents',
    ]) {
      expect((await look(page.getByRole('switch', { name }).first())).contrast, name).toBeGreaterThan(3);
    }
    const outlineOf = (index: number) =>
      rows.nth(index).evaluate((row) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(row);
        return `${outlineStyle} ${outlineWidth}`;
      });
    expect(await outlineOf(0)).toBe('solid 2px');
    expect(await outlineOf(4)).toMatch(/^none/);
    expect(await unmarked(page)).toEqual([]);
  });

  test(`forced colours, ${colorScheme}: a choice with more below fades`, async ({ open }) => {
    const { page } = await open(screenOf('applications'), forced);
    const fade = await page.locator(':has(> [role="listbox"])').evaluate((popover) => {
      const { backgroundImage, height } = getComputedStyle(popover, '::after');
      return [backgroundImage, Number.parseFloat(height)];
    });
    expect(fade).toEqual([expect.stringContaining('gradient'), expect.any(Number)]);
    expect(fade[1]).toBeGreaterThan(20);
  });

  test(`forced colours, ${colorScheme}: what is ticked differs from what is not`, async ({ open, windows }) => {
    const { page } = await open(screenOf('many'), forced);
    const boxes = page.getByRole('checkbox');
    const [ticked, empty] = [boxes.nth(1), boxes.nth(2)];
    await ticked.check();
    const box = (of: ReturnType<Page['getByRole']>, inset: number) => painted(windows.browser, of.locator('..'), inset);
    // Within its edge: a tick that is seen, and nothing at all.
    const [on, off] = [await box(ticked, 3), await box(empty, 3)];
    expect(on.contrast).toBeGreaterThan(3);
    expect(off.colours).toHaveLength(1);
    expect(on.colours[0]).not.toBe(off.colours[0]);
    // An empty one is seen by its edge.
    expect((await box(empty, 0)).contrast).toBeGreaterThan(3);
    expect(await unmarked(page)).toEqual([]);
  });

  test(`forced colours, ${colorScheme}: the broken link of the way is not as the others`, async ({ open }) => {
    const { page } = await open(screenOf('unreachable'), forced);
    const borders = await page
      .getByRole('list', { name: 'The way' })
      .getByRole('listitem')
      .evaluateAll((steps) =>
        steps.map((step) => {
          const { borderTopWidth, borderTopStyle } = getComputedStyle(step.querySelector('span') ?? step);
          return `${borderTopStyle} ${borderTopWidth}`;
        }),
      );
    expect(borders).toContain('solid 2px');
    expect(new Set(borders).size).toBeGreaterThan(1);
  });
}

for (const name of ['editor', 'settings', 'activity', 'import', 'running']) {
  test(`${name}: the focus is seen wherever it is`, async ({ open }) => {
    const { page } = await open(screenOf(name));
    expect(await unmarked(page)).toEqual([]);
  });
}

test('with more contrast, quiet text and lines are stronger', async ({ open }) => {
  const { page } = await open(screenOf('running'));
  const quiet = () =>
    page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return [style.getPropertyValue('--text-quiet'), style.getPropertyValue('--line')];
    });
  const usual = await quiet();
  await page.emulateMedia({ contrast: 'more' });
  await settled(page);
  const strong = await quiet();
  for (const [index, value] of usual.entries()) expect(strong[index]).not.toBe(value);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page)).toEqual([]);
  }
});

test('with less motion nothing moves by itself', async ({ open }) => {
  const { page } = await open(screenOf('list'), { reducedMotion: 'reduce' });
  // “Starting” turns otherwise.
  const moving = await page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(({ timeline, effect }) => timeline === document.timeline && effect?.getComputedTiming().duration !== 0)
        .length,
  );
  expect(moving).toBe(0);
});
