/** What is done with the keyboard alone, in a real browser. */
import type { Page } from '@playwright/test';
import { changeTunnel } from './change-tunnel.ts';
import { type Screen, screens } from './screens.ts';
import { expect, hasChromium, test } from './test.ts';
import { doubled, smallestSize } from './window.ts';

test.skip(!hasChromium, 'chromium is not installed');

const screenOf = (name: string): Screen => {
  const found = screens.find((screen) => screen.name === name);
  if (found === undefined) throw new Error(`There is no screen ${name}.`);
  return found;
};
const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim(),
  );
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const sent = (page: Page, name: string) =>
  page.evaluate((wanted) => window.double.requests.flatMap((one) => (one.name === wanted ? [one.request] : [])), name);
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('the list is one stop: arrows, letters, and several with Shift and Ctrl', async ({ open }) => {
  const { page } = await open(screenOf('list'));
  await press(page, 'Tab', 'Tab');
  expect(await focused(page)).toBe('Office server');
  await press(page, 'ArrowDown', 'ArrowDown');
  await expect(heading(page)).toHaveText('Customer database');
  await press(page, 'ArrowDown', 'Shift+ArrowDown');
  await expect(heading(page)).toHaveText('2 servers selected');
  await press(page, 'Control+ArrowUp', 'Control+ArrowUp', 'Control+Space');
  await expect(heading(page)).toHaveText('3 servers selected');
  await press(page, 'Control+a');
  await expect(heading(page)).toHaveText('5 servers selected');
  await page.getByRole('button', { name: 'Select none' }).focus();
  await press(page, 'Enter');
  await expect(page.locator('[role="row"]:focus')).toHaveCount(1);
  await press(page, 'Control+a');
  await expect(heading(page)).toHaveText('5 servers selected');
  // A letter after it: right after one, a space would be searched for.
  await press(page, 'Escape', 'r');
  await expect(heading(page)).toHaveText('Redis cache');
  await press(page, 'Tab');
  expect(await focused(page)).toBe('Add a server');
});

test('several are selected with the mouse, and changed at once', async ({ open }) => {
  const { page } = await open(screenOf('list'));
  const row = (name: string) => page.getByRole('row', { name, exact: true });
  await row('Customer database').click();
  await row('Intranet').click({ modifiers: ['Shift'] });
  await expect(heading(page)).toHaveText('3 servers selected');
  await row('Redis cache').click({ modifiers: ['Control'] });
  await expect(heading(page)).toHaveText('2 servers selected');
  await page.getByRole('button', { name: 'Change…' }).click();
  await expect(page.getByRole('dialog').getByRole('checkbox', { checked: true })).toHaveCount(2);
});

test('in a small window a click opens, and Ctrl with a click or Space selects several', async ({ open }) => {
  const { page } = await open(screenOf('list'));
  await page.setViewportSize(smallestSize);
  const row = (name: string) => page.getByRole('row', { name, exact: true });
  await row('Redis cache').click();
  await expect(heading(page)).toHaveText('Redis cache');
  await page.getByRole('button', { name: 'All servers' }).click();
  await row('Customer database').click({ modifiers: ['Control'] });
  await press(page, 'ArrowDown', 'Space');
  await expect(page.getByRole('region', { name: '2 servers selected' })).toBeVisible();
  const colour = (name: string) => row(name).evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await colour('Customer database')).not.toBe(await colour('Office server'));
  await page.getByRole('button', { name: 'Switch off' }).click();
  expect(await sent(page, 'tunnel.stop')).toHaveLength(2);
});

test('with everything twice as large, what can be done with several is one row with a menu, and the list is seen', async ({
  open,
}) => {
  const { page } = await open(screenOf('several'));
  await page.setViewportSize(doubled);
  const bar = page.getByRole('region', { name: '3 servers selected' });
  const [list, own] = await Promise.all([page.getByRole('grid').boundingBox(), bar.boundingBox()]);
  expect(own?.height).toBeLessThan(56);
  // A row has 54.
  expect(list?.height).toBeGreaterThan(100);
  const more = bar.getByRole('button', { name: 'More' });
  await more.focus();
  await press(page, 'Enter');
  await expect(page.getByRole('menuitem')).toHaveText(['Switch off', 'Change…', 'Remove']);
  await press(page, 'ArrowDown', 'Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await press(page, 'Escape');
  await expect(more).toBeFocused();
  await press(page, 'Shift+Tab', 'Enter');
  await expect(bar).toBeHidden();
  // What was shown before they were selected.
  await expect(heading(page)).toBeFocused();
});

test('one is dragged to another place with the keyboard, and moved with Alt', async ({ open }) => {
  const { page } = await open(screenOf('list'));
  await page.getByRole('row', { name: 'Redis cache' }).click();
  await press(page, 'Alt+ArrowUp');
  await expect.poll(() => sent(page, 'profile.place')).toHaveLength(1);
  // The grip is the first of what a row holds.
  await press(page, 'ArrowRight', 'Enter');
  await expect(page.getByRole('button', { name: /^(Before|Between) / }).first()).toBeAttached();
  await press(page, 'ArrowDown', 'Enter');
  await expect.poll(() => sent(page, 'profile.place')).toHaveLength(2);
});

test('a sheet holds the focus, Escape closes it, and what opened it has the focus again', async ({ open }) => {
  const { page } = await open(screenOf('running'));
  const edit = page.getByRole('button', { name: 'Edit', exact: true });
  await edit.focus();
  await press(page, 'Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  for (let stop = 0; stop < 40; stop += 1) {
    await press(page, 'Tab');
    expect(await sheet.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  }
  await press(page, 'Escape');
  await expect(sheet).toBeHidden();
  await expect(edit).toBeFocused();
});

test('after a sheet that another sheet has opened, what opened the first has the focus again', async ({ open }) => {
  const { page } = await open(screenOf('list'));
  const add = page.getByRole('button', { name: 'Add a server', exact: true });
  await add.focus();
  await press(page, 'Enter');
  await page.getByRole('button', { name: 'New server…' }).focus();
  await press(page, 'Enter');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Host name of the server' })).toBeVisible();
  await press(page, 'Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(add).toBeFocused();
});

test('a menu and a choice are opened, walked and taken', async ({ open }) => {
  const { page } = await open(screenOf('running'));
  await page.getByRole('button', { name: 'More', exact: true }).focus();
  await press(page, 'Enter', 'l');
  expect(await focused(page)).toBe('Log…');
  await press(page, 'Enter');
  await expect(page.getByRole('dialog', { name: 'Log' })).toBeVisible();
  await page.getByRole('button', { name: /Show$/ }).focus();
  await press(page, 'Enter', 'Home', 'Enter');
  await expect(page.getByRole('button', { name: /Show$/ })).toContainText('Errors');
});

test('what was removed comes back by the keyboard', async ({ open }) => {
  const { page } = await open(screenOf('removed'));
  await page.getByRole('button', { name: 'Undo' }).focus();
  await press(page, 'Enter');
  expect(await sent(page, 'profile.undoRemove')).toHaveLength(1);
});

for (const { scene, button, change, gets } of [
  { scene: 'off', button: 'Connect', change: { isConnecting: true }, gets: 'Cancel' },
  { scene: 'unreachable', button: 'Now', change: { status: { kind: 'off' } }, gets: 'Check connection' },
] as const)
  test(`when “${button}” goes away after it was pressed, what is in its place has the focus`, async ({ open }) => {
    const { page } = await open(screenOf(scene));
    await page.getByRole('button', { name: button, exact: true }).focus();
    await press(page, 'Enter');
    await changeTunnel(page, change);
    await expect(page.getByRole('button', { name: gets, exact: true }).and(page.locator(':focus'))).toBeVisible();
  });

test('when a row of a sheet is taken away, what is beside it has the focus', async ({ open }) => {
  const { page } = await open(screenOf('editor'));
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Another server', exact: true }).click();
  const taken = sheet.getByRole('button', { name: /^Take away/ });
  await taken.focus();
  await press(page, 'Enter');
  await expect(taken).toBeHidden();
  await expect(sheet.getByRole('textbox', { name: "Server's host name", exact: true })).toBeFocused();
});
