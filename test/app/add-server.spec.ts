import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../peers/free-port.ts';
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const configuration = serverConfiguration(443);

async function expectPreview({ window }: Adit): Promise<void> {
  await expect(window.sheet()).toContainText('One service found');
  await expect(window.sheet()).toContainText('Section [ssh]');
  await expect(window.sheet().getByLabel('Application')).toContainText('SSH');
  await expect(window.sheet()).toContainText('127.0.0.1:2222');
  await expect(window.field('Local port')).toHaveValue('2222');
  await expect(window.field("Server's port")).toHaveValue('443');
  await expect(window.field("Server's host name")).toHaveValue('');
  await expect(window.button('Add')).toBeDisabled();
}

async function expectNothingSaved(adit: Adit): Promise<void> {
  expect((await adit.state()).profiles).toEqual([]);
  expect((await adit.stored()) ?? '').not.toContain('ssh');
}

test('pasted text becomes a preview, and a profile only after Add', async ({ launch }) => {
  const adit = await launch();
  const { window } = adit;
  await window.paste(configuration);
  await expectPreview(adit);
  await expectNothingSaved(adit);

  await window.add({ "Server's host name": 'tunnel.example', Name: 'Work', 'User name': 'alice' });
  await expect(window.row('Work')).toBeVisible();
  await expect(window.status('Work')).toHaveText('Off');
  const stored = JSON.parse((await adit.stored()) ?? 'null');
  expect(stored.profiles).toMatchObject([
    {
      name: 'Work',
      application: 'ssh',
      user: 'alice',
      accept: [{ host: '127.0.0.1', port: 2222 }],
      connect: [{ host: 'tunnel.example', port: 443 }],
      trust: { kind: 'system' },
      startWithApp: false,
    },
  ]);
});

test('a file chosen in the dialog becomes the same preview', async ({ launch, directory }) => {
  const adit = await launch();
  const file = path.join(directory, 'stunnel.conf');
  await writeFile(file, configuration);
  await adit.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, file);
  await adit.window.button('Add a server').click();
  await adit.window.button('Choose a file…').click();
  await expectPreview(adit);
  await expect(adit.window.sheet()).toContainText('From stunnel.conf');
  await expectNothingSaved(adit);
});

test('a dialog that was cancelled changes nothing', async ({ launch }) => {
  const adit = await launch();
  await adit.electron.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
  });
  await adit.window.button('Add a server').click();
  await adit.window.button('Choose a file…').click();
  await expect(adit.window.sheet()).toContainText('Add a server');
  await expectNothingSaved(adit);
});

test('a file dropped on the window becomes the same preview', async ({ launch, directory }) => {
  const adit = await launch();
  const file = path.join(directory, 'stunnel.conf');
  await writeFile(file, configuration);
  await adit.window.drop(file);
  await expectPreview(adit);
  await expect(adit.window.sheet()).toContainText('From stunnel.conf');
  expect(adit.page.url()).toBe('app://adit/index.html');
});

test('a file given to a second start becomes a preview in the window that is open', async ({ launch, directory }) => {
  const adit = await launch();
  const file = path.join(directory, 'stunnel.conf');
  await writeFile(file, configuration);
  await adit.electron.evaluate(({ app }, argv) => app.emit('second-instance', {}, argv, '/'), ['adit', file]);
  await expectPreview(adit);
});

test('Cancel leaves nothing, and the preview cannot be added afterwards', async ({ launch }) => {
  const adit = await launch();
  const { window } = adit;
  await window.paste(configuration);
  await window.field("Server's host name").fill('tunnel.example');
  await window.sheet().getByRole('button', { name: 'Cancel' }).click();
  await expect(window.sheet()).toBeHidden();
  await expectNothingSaved(adit);
  await expect(window.button('Try the demo')).toBeVisible();
});

test('each service of a file becomes a profile, and the host is asked once', async ({ launch }) => {
  const adit = await launch();
  const { window } = adit;
  await window.paste(`${configuration}[redis]\naccept = 6380\nconnect = 127.0.0.1:6379\n`);
  await expect(window.sheet()).toContainText('2 services found');
  const ssh = window.sheet().getByRole('region', { name: 'ssh' });
  const redis = window.sheet().getByRole('region', { name: 'redis' });
  await ssh.getByLabel("Server's host name").fill('tunnel.example');
  await expect(redis.getByLabel("Server's host name")).toHaveValue('tunnel.example');
  await redis.getByLabel('Local port').fill(String(await freePort()));
  await window.add({});
  await expect(window.row('ssh')).toBeVisible();
  await expect(window.row('redis')).toBeVisible();
});
