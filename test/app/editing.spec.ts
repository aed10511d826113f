import { expect, test } from './support/test.ts';

test('nothing is lost while editing: the preview, the questions, undo, and several at once', async ({ launch }) => {
  const adit = await launch();
  const { window, page } = adit;
  await window.paste('a.example.org:443\nb.example.org:443');
  await window.sheet().getByRole('button', { name: 'Add', exact: true }).click();
  await expect(window.sheet()).toBeHidden();
  const before = (await adit.state()).profiles.map(({ profile }) => profile);
  const [first, second] = before;
  if (first === undefined || second === undefined) throw new Error('Two profiles were added.');

  await window.button('Edit').click();
  await window.field('Name').fill('Renamed');
  await window.button('The stunnel.conf that this means').click();
  await expect(window.sheet()).toContainText('connect = a.example.org:443');
  await expect(window.sheet()).toContainText('[Renamed]');

  // Quit asks while the form is open, and the app goes on.
  await adit.electron.evaluate(({ app, dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
    app.quit();
  });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toContainText('not saved yet');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(window.sheet()).toBeHidden();
  expect((await adit.state()).profiles[0]?.profile).toEqual(first);

  await window.button('Remove').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(window.row(first.name)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(window.row(first.name)).toBeVisible();
  expect((await adit.state()).profiles.map(({ profile }) => profile)).toEqual(before);

  await window.button('More').click();
  await page.getByRole('menuitem', { name: 'Change several servers…' }).click();
  await window.field('All').check();
  await window.sheet().getByText('Another host name').click();
  await window.field("Server's host name").or(window.field('Server’s host name')).fill('new.example.org');
  await window.button('Change 2 servers').click();
  await expect(window.sheet()).toBeHidden();
  const changed = (await adit.state()).profiles.map(({ profile }) => profile.connect);
  expect(changed).toEqual([[{ host: 'new.example.org', port: 443 }], [{ host: 'new.example.org', port: 443 }]]);

  await window.button('More').click();
  await page.getByRole('menuitem', { name: 'Diagnostic report…' }).click();
  const report = window.field('Report');
  await expect(report).toHaveValue(/Diagnostic report of Adit[\s\S]*== Profile/);
  await expect(report).not.toHaveValue(/new\.example\.org/);
  await window.sheet().getByText('Blot out names of servers').click();
  await expect(report).toHaveValue(/new\.example\.org/);
  await report.fill('only this');
  await window.sheet().getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(() => adit.clipboard()).toBe('only this');
});
