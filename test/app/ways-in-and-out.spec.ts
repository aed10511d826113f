import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { shareFile, shareLink } from '../../main/profile/share/share.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import { makeSelfSigned } from '../../main/trust/self-signed.ts';
import { sayClause } from '../../preload/words/say.ts';
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const shared = [makeProfile({ name: 'Office of Paris' })];

function textOf(made: ReturnType<typeof shareFile>): string {
  if (!made.ok) throw new Error(sayClause(made.explanation.what));
  return made.text;
}

async function expectSharedPreview(adit: Adit): Promise<void> {
  await expect(adit.window.sheet()).toContainText('One service found');
  await expect(adit.window.field("Server's host name")).toHaveValue('vpn.example.org');
  await expect(adit.window.field('Name')).toHaveValue('Office of Paris');
  expect((await adit.state()).profiles).toEqual([]);
}

test('a link starts the app and opens the preview only', async ({ launch }) => {
  await expectSharedPreview(await launch({ arguments: [textOf(shareLink(shared, new Map()))] }));
});

test('a link to the app that runs, and a shared file, open the same preview', async ({ launch, directory }) => {
  const adit = await launch();
  const link = textOf(shareLink(shared, new Map()));
  await adit.electron.evaluate(({ app }, url) => app.emit('open-url', { preventDefault: () => {} }, url), link);
  await expectSharedPreview(adit);
  await adit.window.sheet().getByRole('button', { name: 'Cancel' }).click();
  const file = path.join(directory, 'office.adit');
  await writeFile(file, textOf(shareFile(shared, new Map())));
  await adit.electron.evaluate(({ app }, argv) => app.emit('second-instance', {}, argv, '/'), ['adit', file]);
  await expectSharedPreview(adit);
});

test('a configuration that is dropped on the dock icon or opened in the file manager, and one on the command line', async ({
  launch,
  directory,
}) => {
  const file = path.join(directory, 'vpn.example.org.conf');
  await writeFile(file, serverConfiguration(443));
  const adit = await launch({ arguments: [file] });
  const expectPreview = async () => {
    await expect(adit.window.sheet()).toContainText('From vpn.example.org.conf');
    await expect(adit.window.field("Server's host name")).toHaveValue('vpn.example.org');
    expect((await adit.state()).profiles).toEqual([]);
    await adit.window.sheet().getByRole('button', { name: 'Cancel' }).click();
  };
  await expectPreview();
  // What macOS sends for both (Electron's app module, "open-file").
  await adit.electron.evaluate(({ app }, opened) => app.emit('open-file', { preventDefault: () => {} }, opened), file);
  await expectPreview();
});

test('what is opened from outside waits behind what somebody has written', async ({ launch, directory }) => {
  const file = path.join(directory, 'vpn.example.org.conf');
  await writeFile(file, serverConfiguration(443));
  const adit = await launch();
  const { field, sheet } = adit.window;
  await adit.window.button('Add a server').click();
  await field('Or paste it here').fill('other.example:443');
  await adit.electron.evaluate(({ app }, opened) => app.emit('open-file', { preventDefault: () => {} }, opened), file);
  await expect(sheet()).toContainText('A preview waits until this is closed.');
  await sheet().getByRole('button', { name: 'Read', exact: true }).click();
  await expect(field("Server's host name")).toHaveValue('other.example');
  await sheet().getByRole('button', { name: 'Cancel' }).click();
  await expect(sheet()).toContainText('From vpn.example.org.conf');
});

test('a link that is none is explained', async ({ launch }) => {
  const adit = await launch();
  await adit.electron.evaluate(({ app }) =>
    app.emit('open-url', { preventDefault: () => {} }, 'adit://import?v=1&p=x'),
  );
  await expect(adit.page.getByText('This link is damaged or incomplete.')).toBeVisible();
});

test('an archive is read with the certificate in it, which becomes the pin', async ({ launch, directory }) => {
  const adit = await launch();
  const { certificate, key } = await makeSelfSigned({
    commonName: 'tunnel.example.org',
    names: ['tunnel.example.org'],
    days: 30,
  });
  const file = path.join(directory, 'etc.zip');
  const configuration = `cert = server.pem\n${serverConfiguration(443)}`;
  const content = { 'stunnel.conf': configuration, 'server.pem': certificate, 'server.key': key };
  await writeFile(
    file,
    zipSync(Object.fromEntries(Object.entries(content).map(([name, text]) => [name, strToU8(text)]))),
  );
  await adit.window.drop(file);
  await expect(adit.window.field("Server's host name")).toHaveValue('tunnel.example.org');
  await expect(adit.window.sheet()).toContainText('Only the certificate in server.pem');
  await adit.window.add({});
  expect((await adit.state()).profiles).toMatchObject([{ profile: { trust: { kind: 'pinned' } } }]);
  expect((await adit.stored()) ?? '').not.toContain('PRIVATE KEY');
});

test('what is exported and backed up lies where the dialog says, and comes back', async ({ launch, directory }) => {
  const adit = await launch();
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const [view] = (await adit.state()).profiles;
  const profileId = view?.profile.id ?? '';
  const saveTo = (name: string) =>
    adit.electron.evaluate(
      ({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      },
      path.join(directory, name),
    );

  await saveTo('work.conf');
  const exported = await adit.page.evaluate((id) => window.adit.profile.export({ profileId: id }), profileId);
  expect(exported).toEqual({ ok: true, value: { path: path.join(directory, 'work.conf'), companions: [] } });
  expect(await readFile(path.join(directory, 'work.conf'), 'utf8')).toContain('connect = tunnel.example:443');

  await saveTo('backup.json');
  expect(await adit.page.evaluate(() => window.adit.backup.save({ passphrase: null }))).toMatchObject({ ok: true });
  await adit.page.evaluate((id) => window.adit.profile.remove({ profileId: id }), profileId);
  await adit.electron.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    },
    path.join(directory, 'backup.json'),
  );
  const restored = await adit.page.evaluate(async () => {
    const plan = await window.adit.backup.open();
    if (!plan.ok || plan.value === null) return plan;
    return window.adit.backup.restore({ planId: plan.value.id, choices: [], settings: true, passphrase: null });
  });
  expect(restored).toEqual({ ok: true, value: { profileIds: [profileId] } });
  await expect(adit.window.row('Work')).toBeVisible();
});
