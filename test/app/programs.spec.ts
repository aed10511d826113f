/** What Connect starts, and the other ways to a server: a name in the SSH configuration, a link, a command of one's own. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../peers/free-port.ts';
import { startSshd } from '../peers/sshd.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

const add = async ({ window }: Adit, serverPort: number, more: Readonly<Record<string, string>> = {}) => {
  await window.paste(serverConfiguration(serverPort));
  await window.add({
    "Server's host name": 'localhost',
    'Local port': String(await freePort()),
    Name: 'Work',
    ...more,
  });
};

const trust = async ({ window }: Adit) => {
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On/);
};

test('a server gets a name in the SSH configuration, by which ssh finds it while the tunnel is off', async ({
  launch,
  use,
  directory,
}) => {
  test.skip(!hasTool('sshd') || !hasTool('ssh'), 'sshd or ssh is not installed');
  const sshd = await use(startSshd());
  const server = await use(startTunnelServer(sshd.port));
  const file = path.join(directory, '.ssh/config');
  const own = `Host *\r\n  StrictHostKeyChecking accept-new\r\n  UserKnownHostsFile ${directory}/known\r\n  IdentityFile ${sshd.key}\r\n  BatchMode yes\r\n`;
  await mkdir(path.dirname(file));
  await writeFile(file, own, { mode: 0o640 });
  const adit = await launch({ env: { HOME: directory } });
  const { window, page } = adit;
  await add(adit, server.port, { 'User name': sshd.user });
  await window.turn('Work', true);
  await trust(adit);
  await window.turn('Work', false);
  await expect(window.status('Work')).toHaveText('Off');

  await window.button('ssh, scp, sftp, Git, rsync and VS Code by a name').click();
  await page.getByRole('switch', { name: 'Add to ~/.ssh/config' }).click();
  await expect(window.detail()).toContainText('ssh work');
  const text = await readFile(file, 'utf8');
  expect(text).toContain('\r\nHost work\r\n  ProxyCommand ');
  expect(text.endsWith(own)).toBe(true);
  const { stdout } = await execute(requireTool('ssh'), ['-F', file, 'work', 'echo by its name']);
  expect(stdout).toBe('by its name\n');

  await page.getByRole('radio', { name: 'By the tunnel’s local port' }).check({ force: true });
  await expect.poll(() => readFile(file, 'utf8')).toContain('\r\n  HostName 127.0.0.1\r\n');
  await window.button('Remove').click();
  await window.sheet().getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(() => readFile(file, 'utf8')).toBe(own);
});

test('a link connects a profile after a question', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  await add(adit, server.port);
  await adit.electron.evaluate(({ app }) =>
    app.emit('second-instance', {}, ['adit', '--', 'adit://connect/Work'], '/'),
  );
  await trust(adit);
  await expect.poll(async () => (await adit.terminals()).length).toBe(1);
  expect(await adit.questions()).toEqual(['link: Work', expect.stringContaining('Work: OpenSSH')]);
});

test('Connect starts the program that was chosen, and a command of one’s own with its fields filled in', async ({
  launch,
  use,
}) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window, page } = adit;
  await add(adit, server.port, { 'User name': 'anna' });
  await window.button('Settings').click();
  await window.button('Programs that Connect starts').click();
  await page.getByRole('button', { name: /SSH$/ }).first().click();
  await page.getByRole('option', { name: /^PuTTY/ }).click();
  await window.button('Done').click();
  await window.button('Connect').click();
  await trust(adit);
  const programs = () => adit.electron.evaluate(() => globalThis.__aditTest?.programs ?? []);
  await expect.poll(async () => (await programs())[0]?.slice(0, 2)).toEqual([expect.stringMatching(/putty$/), '-ssh']);

  await window.button('Edit').click();
  await page.getByRole('button', { name: /Application$/ }).click();
  await page.getByRole('option', { name: 'Custom' }).click();
  await window.field('Command').fill('nc -v "{host}" {port} "for {user}"');
  await window.button('Save').click();
  await window.button('Start your command').click();
  await expect.poll(async () => (await adit.terminals()).at(-1)?.at(-1)).toBe('for anna');
  expect((await adit.terminals()).at(-1)?.slice(0, 3)).toEqual(['nc', '-v', '127.0.0.1']);
  expect(await adit.questions()).toEqual(['Work: PuTTY', expect.stringMatching(/^Work: your command in /)]);
});
