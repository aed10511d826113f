import type { Bridge } from '../../preload/contract.ts';
import { isRightToLeft, offeredLanguages } from '../../preload/words/languages.ts';
import { expect, test } from './support/test.ts';

declare const window: { readonly adit: Bridge };

const german = { LANGUAGE: 'de_DE', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' };

test('the app speaks the language of the system, and at once the one that is chosen', async ({ launch }) => {
  const adit = await launch({ env: german });
  const { page, button, sheet } = adit.window;
  const html = page.locator('html');
  const opening = async () => (await adit.tray.items()).find(({ id }) => id === 'open')?.label;
  await expect(html).toHaveAttribute('lang', 'de');
  expect(await opening()).toBe('Adit öffnen');

  await button('Demo ausprobieren').click();
  await sheet().getByRole('button', { name: 'Hinzufügen', exact: true }).click();
  await expect(sheet()).toBeHidden();
  await button('Einstellungen').click();

  const { settings } = await adit.state();
  for (const language of [...offeredLanguages.filter((code) => code !== 'de' && code !== 'en'), 'en-XA'] as const) {
    await page.evaluate((changed) => window.adit.settings.save({ settings: changed }), { ...settings, language });
    await expect(html).toHaveAttribute('lang', language);
    await expect(html).toHaveAttribute('dir', isRightToLeft(language) ? 'rtl' : 'ltr');
    await expect.poll(opening).not.toMatch(/Adit öffnen|Open Adit/);
    await expect(page.getByRole('heading', { name: /Einstellungen|Settings/ })).toBeHidden();
  }
  await page.evaluate((changed) => window.adit.settings.save({ settings: changed }), { ...settings, language: 'de' });

  // The sheet stays open, and the focus where it was.
  const choice = sheet().getByRole('button', { name: /Sprache$/ });
  await choice.click();
  await page.getByRole('option', { name: 'English', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
  await expect(sheet().getByRole('button', { name: /Language$/ })).toBeFocused();
  await expect.poll(opening).toBe('Open Adit');
  await sheet().getByRole('button', { name: 'Done', exact: true }).click();
  await expect(button('Add a server')).toBeVisible();
});

test('what an import notes follows the language, in the preview and in the profile', async ({ launch }) => {
  const adit = await launch();
  const { page, sheet } = adit.window;
  const { settings } = await adit.state();
  const speak = async (language: 'en' | 'en-XA') => {
    await page.evaluate((changed) => window.adit.settings.save({ settings: changed }), { ...settings, language });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
  };
  await adit.window.paste('pid = /run/stunnel.pid\naccept = 443\nconnect = 7777\ncert = s.pem\n');
  const note = sheet().getByText('This concerns the server only');
  await sheet()
    .getByText(/^Not applied from/)
    .click();
  await expect(note).toBeVisible();
  await speak('en-XA');
  await expect(note).toBeHidden();
  await expect(sheet().getByRole('listitem').filter({ hasText: 'pid = /run/stunnel.pid' })).toContainText('[Th');
  await speak('en');
  await expect(note).toBeVisible();
  await adit.window.add({ "Server's host name": 'tunnel.example' });

  const [added] = (await adit.state()).profiles;
  expect(added?.profile.origin.notes.map(({ reason }) => reason)).toContainEqual({ id: 'note.serverConcern' });
  await page.getByText(/^Not applied from/).click();
  const kept = page.getByRole('listitem').filter({ hasText: 'pid = /run/stunnel.pid' });
  await expect(kept).toContainText('This concerns the server only');
  await speak('en-XA');
  await expect(kept).not.toContainText('This concerns the server only');
});
