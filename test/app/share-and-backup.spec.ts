/** What leaves the window and comes back, by the clicks of a person. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import decodeQR from 'qr/decode.js';
import { passes } from '../export/support.ts';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { chooseNext } from './support/app.ts';
import { hasStunnel, serverConfiguration, startKeyServer, useKeyServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const saveTo = (adit: Adit, file: string) =>
  adit.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);

async function addWork({ window }: Adit): Promise<void> {
  await window.paste(serverConfiguration(443));
  await window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
}

async function more({ window, page }: Adit, choice: string): Promise<void> {
  await window.button('More').click();
  await page.getByRole('menuitem', { name: choice }).click();
}

/** What a camera reads from the picture. */
async function readCode(adit: Adit): Promise<string> {
  const code = adit.window.sheet().getByRole('img', { name: 'QR code of the link' });
  await code.scrollIntoViewIfNeeded();
  const png = (await code.screenshot()).toString('base64');
  const picture = await adit.electron.evaluate(({ nativeImage }, data) => {
    const image = nativeImage.createFromBuffer(Buffer.from(data, 'base64'));
    return { ...image.getSize(), pixels: image.toBitmap().toString('base64') };
  }, png);
  const { width, height, pixels } = picture;
  return decodeQR({ width, height, data: new Uint8Array(Buffer.from(pixels, 'base64')) });
}

test('a profile is shared: the picture is the link, and link and file open as a preview', async ({
  launch,
  directory,
}) => {
  const adit = await launch();
  const { window } = adit;
  await addWork(adit);
  await more(adit, 'Share…');
  const link = await window.sheet().getByTestId('share-link').textContent();
  expect(link).toMatch(/^adit:\/\/import\?/);
  expect(await readCode(adit)).toBe(link);
  await window.button('Copy link').click();
  expect(await adit.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(link);

  const file = path.join(directory, 'work.adit');
  await saveTo(adit, file);
  await window.button('Save as file…').click();
  await expect(window.sheet()).toContainText(`Saved as ${file}.`);
  await window.sheet().getByRole('button', { name: 'Done' }).click();
  await window.button('Remove').click();
  await window.sheet().getByRole('button', { name: 'Remove' }).click();
  await expect(window.row('Work')).toBeHidden();
  for (const argument of [link ?? '', file]) {
    await adit.electron.evaluate(({ app }, argv) => app.emit('second-instance', {}, argv, '/'), ['adit', argument]);
    await expect(window.field("Server's host name")).toHaveValue('tunnel.example');
    await window.sheet().getByRole('button', { name: 'Cancel' }).click();
  }
});

test('a backup seals a key with a passphrase, and only that one brings it back', async ({ launch, directory, use }) => {
  test.skip(!hasStunnel, 'stunnel is needed');
  const key = '00112233445566778899aabbccddeeff';
  const echo = await use(startEcho());
  const server = await use(startKeyServer(echo.port, key, directory));
  const port = await freePort();
  const adit = await launch({ arguments: ['--password-store=basic'] });
  const { window } = adit;
  await useKeyServer(window, server, port, key);

  const file = path.join(directory, 'backup.json');
  await saveTo(adit, file);
  await window.button('Settings').click();
  await window.field('Passphrase for its secrets').fill('correct horse');
  await window.sheet().getByRole('button', { name: 'Back up all profiles…' }).click();
  await expect(adit.page.getByText(`1 profile and the settings are saved in ${file}`)).toBeVisible();
  expect(await readFile(file, 'utf8')).not.toMatch(new RegExp(`correct horse|${key}`));
  await adit.page.keyboard.press('Escape');
  await window.button('Remove').click();
  await window.sheet().getByRole('button', { name: 'Remove' }).click();

  // Without a profile the window offers a backup as a way in.
  await chooseNext(adit, file);
  await window.button('Restore a backup…').click();
  const restore = window.sheet().getByRole('button', { name: 'Restore', exact: true });
  await window.field('Passphrase of the backup').fill('wrong horse');
  await restore.click();
  await expect(window.sheet()).toContainText('Its secrets cannot be opened with it. Nothing was restored.');
  expect((await adit.state()).profiles).toEqual([]);
  await window.field('Passphrase of the backup').fill('correct horse');
  await restore.click();
  await expect(window.sheet()).toBeHidden();
  await window.turn('office', true);
  await expect(window.status('office')).toHaveText(/^On · \d+\sms$/);
  expect(await passes(port)).toBe(true);
});

test('a folder and an archive on the command line of a second start are previewed', async ({ launch, directory }) => {
  const adit = await launch();
  const folder = path.join(directory, 'stunnel');
  await mkdir(folder);
  await writeFile(path.join(folder, 'vpn.example.org.conf'), serverConfiguration(443));
  await adit.electron.evaluate(({ app }, argv) => app.emit('second-instance', {}, argv, '/'), ['adit', folder]);
  await expect(adit.window.field("Server's host name")).toHaveValue('vpn.example.org');
  await adit.window.sheet().getByRole('button', { name: 'Cancel' }).click();
  const archive = path.join(directory, 'etc.zip');
  await writeFile(archive, zipSync({ 'nas.example.org.conf': strToU8(serverConfiguration(443)) }));
  await adit.electron.evaluate(({ app }, argv) => app.emit('second-instance', {}, argv, '/'), ['adit', archive]);
  await expect(adit.window.field("Server's host name")).toHaveValue('nas.example.org');
  expect((await adit.state()).profiles).toEqual([]);
});

test('the configuration of a profile comes again: what changed is shown, and it is updated, added beside, or skipped', async ({
  launch,
  directory,
}) => {
  const adit = await launch();
  const { window } = adit;
  const file = path.join(directory, 'vpn.example.org.conf');
  const drop = async (version: string) => {
    await writeFile(file, `sslVersionMax = ${version}\n${serverConfiguration(443)}`);
    await window.drop(file);
  };
  const versions = async () => (await adit.state()).profiles.map(({ profile }) => profile.tls.maxVersion);
  await drop('TLSv1.3');
  await window.add({});
  expect(await versions()).toEqual(['TLSv1.3']);

  await drop('TLSv1.2');
  await expect(window.sheet()).toContainText('TLSv1.2');
  await window.sheet().getByRole('button', { name: 'Update', exact: true }).click();
  await expect(window.sheet()).toBeHidden();
  expect(await versions()).toEqual(['TLSv1.2']);

  await drop('TLSv1.3');
  await window.sheet().getByRole('radio', { name: /copy/i }).click();
  await window.field('Local port').fill('4022');
  await window.add({});
  expect((await versions()).toSorted()).toEqual(['TLSv1.2', 'TLSv1.3']);

  await drop('TLSv1.2');
  await window.sheet().getByRole('radio', { name: /Skip/ }).click();
  await expect(window.sheet()).toContainText('Every service is skipped.');
  await window.sheet().getByRole('button', { name: 'Cancel' }).click();
  expect((await versions()).toSorted()).toEqual(['TLSv1.2', 'TLSv1.3']);
});
