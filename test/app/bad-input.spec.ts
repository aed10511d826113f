import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { freePort } from '../peers/free-port.ts';
import { startEcho, startGreeter, startSlammer } from '../peers/tcp.ts';
import { execute } from '../peers/tools.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const hour = 3_600_000;

async function dropText(adit: Adit, directory: string, name: string, text: string): Promise<void> {
  const file = path.join(directory, name);
  await writeFile(file, text);
  await adit.window.drop(file);
}

/** A profile for a server on this machine, switched on. */
async function turnOn({ window }: Adit, serverPort: number, host = '127.0.0.1'): Promise<void> {
  await window.paste(serverConfiguration(serverPort));
  await window.add({ "Server's host name": host, 'Local port': String(await freePort()), Name: 'Work' });
  await window.turn('Work', true);
}

test.describe('a file', () => {
  test('that is no stunnel.conf is refused with a reason, pasted or dropped', async ({ launch, directory }) => {
    const adit = await launch();
    await dropText(adit, directory, 'minutes.txt', 'Dear all,\n\nplease find the minutes attached.\n');
    await expect(adit.page.getByRole('alert')).toContainText('This is not a stunnel configuration.');
    await adit.window.paste('Dear all,\n\nplease find the minutes attached.\n');
    await expect(adit.window.sheet().getByRole('alert')).toContainText('This is not a stunnel configuration.');
    await expect(adit.window.field('Or paste it here')).toHaveValue(/Dear all/);
    expect((await adit.state()).profiles).toEqual([]);
  });

  test('of a client is imported as it is', async ({ launch, directory }) => {
    const adit = await launch();
    const text = '[ssh]\nclient = yes\naccept = 127.0.0.1:2022\nconnect = tunnel.example:443\n';
    await dropText(adit, directory, 'stunnel.conf', text);
    await expect(adit.window.field("Server's host name")).toHaveValue('tunnel.example');
    await expect(adit.window.field("Server's port")).toHaveValue('443');
    await expect(adit.window.field('Local port')).toHaveValue('2022');
    await adit.window.add({});
    expect((await adit.state()).profiles[0]?.profile).toMatchObject({
      accept: [{ host: '127.0.0.1', port: 2022 }],
      connect: [{ host: 'tunnel.example', port: 443 }],
    });
  });

  test('with a section without accept says so and leaves it out', async ({ launch, directory }) => {
    const adit = await launch();
    const text = `${serverConfiguration(443)}[web]\nconnect = 127.0.0.1:80\n`;
    await dropText(adit, directory, 'stunnel.conf', text);
    await expect(adit.window.sheet()).toContainText('One service found');
    await expect(adit.window.sheet().getByRole('region', { name: 'Left out: web' })).toContainText('accept');
    await adit.window.add({ "Server's host name": 'tunnel.example' });
    expect((await adit.state()).profiles).toHaveLength(1);
  });

  test('with placeholders asks for what they stand for', async ({ launch, directory }) => {
    const adit = await launch();
    await dropText(adit, directory, 'server.conf', serverConfiguration('PORT'));
    await expect(adit.window.field("Server's port")).toHaveValue('');
    await expect(adit.window.sheet()).toContainText('PORT');
    await expect(adit.window.button('Add')).toBeDisabled();
    await adit.window.add({ "Server's host name": 'tunnel.example', "Server's port": '443' });

    const client = '[ssh]\nclient = yes\naccept = 2022\nconnect = A.B.C.D:443\n';
    await dropText(adit, directory, 'client.conf', client);
    await expect(adit.window.field("Server's host name")).toHaveValue('');
    await expect(adit.window.sheet()).toContainText('A.B.C.D');
    await adit.window.add({ "Server's host name": 'other.example', Name: 'Other' });
    const connects = (await adit.state()).profiles.map(({ profile }) => profile.connect);
    expect(connects).toEqual([[{ host: 'tunnel.example', port: 443 }], [{ host: 'other.example', port: 443 }]]);
  });
});

test('a folder with a link that leads nowhere is read, and a pipe in it is a note', async ({ launch, directory }) => {
  test.skip(process.platform === 'win32', 'there are no pipes with a path');
  const folder = path.join(directory, 'stunnel');
  await mkdir(folder);
  await writeFile(path.join(folder, 'stunnel.conf'), serverConfiguration(443));
  await symlink('nothing', path.join(folder, 'server.pem'));
  await execute('mkfifo', [path.join(folder, 'fifo')]);
  const adit = await launch();
  await adit.window.drop(folder);
  await expect(adit.window.sheet()).toContainText('One service found');
  await adit.window.add({ "Server's host name": 'tunnel.example' });
  expect((await adit.state()).profiles).toHaveLength(1);
});

test('a megabyte in one line is pasted and refused, and the window stays in use', async ({ launch }) => {
  const adit = await launch();
  const line = 'word '.repeat(200_000);
  await adit.electron.evaluate(async ({ clipboard }, text) => clipboard.writeText(text), line);
  await adit.window.button('Add a server').click();
  const box = adit.window.field('Or paste it here');
  await box.focus();
  await adit.page.keyboard.press('ControlOrMeta+V');
  await expect.poll(async () => (await box.inputValue()).length).toBe(line.length);
  await adit.window.sheet().getByRole('button', { name: 'Read', exact: true }).click();
  await expect(adit.window.sheet().getByRole('alert')).toContainText('Adit does not understand this line.');
  await box.fill('tunnel.example:443');
  await adit.window.sheet().getByRole('button', { name: 'Read', exact: true }).click();
  await expect(adit.window.field("Server's host name")).toHaveValue('tunnel.example');
});

test('a local port in use names its holder, and one click moves the tunnel', async ({ launch, use }) => {
  test.skip(!hasStunnel, 'stunnel or openssl is not installed');
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const holder = await use(startEcho());
  const adit = await launch();
  const { window } = adit;
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(holder.port), Name: 'Work' });
  await window.turn('Work', true);
  await expect(window.status('Work')).toHaveText(
    new RegExp(`^Blocked · port ${holder.port} on 127.0.0.1 is already used`),
  );
  if (process.platform === 'linux') await expect(window.detail()).toContainText(`(process ${process.pid})`);

  await window.button('Use another free port').click();
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  const accept = (await adit.state()).profiles[0]?.profile.accept[0];
  expect(accept?.port).not.toBe(holder.port);
  await expect(window.detail()).toContainText(`127.0.0.1:${accept?.port}`);
  expect(JSON.parse((await adit.stored()) ?? '').profiles[0].accept).toEqual([accept]);
  const socket = connect(accept?.port ?? 0, '127.0.0.1');
  socket.write('hello');
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  socket.destroy();
});

test.describe('a server', () => {
  test('whose name does not resolve', async ({ launch }) => {
    const adit = await launch();
    await turnOn(adit, 443, 'does-not-exist.invalid');
    await expect(adit.window.status('Work')).toHaveText(
      /^On · server unreachable, the host name does-not-exist\.invalid could not be resolved/,
    );
  });

  test('where nobody listens', async ({ launch }) => {
    const adit = await launch();
    const port = await freePort();
    await turnOn(adit, port);
    await expect(adit.window.status('Work')).toHaveText(
      `On · server unreachable, 127.0.0.1:${port} refused the connection`,
    );
  });

  test('that does not speak TLS', async ({ launch, use }) => {
    const server = await use(startGreeter('220 mail.example ready\r\n'));
    const adit = await launch();
    await turnOn(adit, server.port);
    await expect(adit.window.status('Work')).toContainText('answers, but does not speak TLS');
  });

  test('that closes at once', async ({ launch, use }) => {
    const server = await use(startSlammer());
    const adit = await launch();
    await turnOn(adit, server.port);
    await expect(adit.window.status('Work')).toContainText('closed the connection before it was secured');
  });

  test('whose certificate has expired', async ({ launch, use }) => {
    test.skip(!hasStunnel, 'stunnel or openssl is not installed');
    const expired = { validFrom: new Date(Date.now() - 48 * hour), validTo: new Date(Date.now() - hour) };
    const server = await use(startTunnelServer(9, expired));
    const adit = await launch();
    await turnOn(adit, server.port);
    await expect(adit.window.status('Work')).toContainText(
      `the certificate of 127.0.0.1 expired on ${expired.validTo.toISOString().slice(0, 10)}`,
    );
    await expect(adit.window.sheet()).toBeHidden();
  });
});

test.describe('a store', () => {
  const damagedCopies = async (userData: string) =>
    (await readdir(userData)).filter((name) => name.startsWith('profiles.damaged-'));

  test('that is no JSON is kept aside, and the app starts and says so', async ({ launch, directory }) => {
    const userData = path.join(directory, 'user-data');
    const damaged = '{"version": 1, "profiles": [{"name": "Work"';
    await mkdir(userData, { recursive: true });
    await writeFile(path.join(userData, 'profiles.json'), damaged);
    const adit = await launch();
    const notice = adit.page.getByRole('region', { name: 'Notices' });
    await expect(notice).toContainText('could not be read');
    const [copy = ''] = await damagedCopies(userData);
    await expect(notice).toContainText(copy);
    expect(await readFile(path.join(userData, copy), 'utf8')).toBe(damaged);

    await adit.window.paste(serverConfiguration(443));
    await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'New' });
    expect(JSON.parse((await adit.stored()) ?? '').profiles).toMatchObject([{ name: 'New' }]);
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toBeHidden();
  });

  test('with one damaged profile loses nothing of the others', async ({ launch, directory }) => {
    const first = await launch();
    await first.window.paste(serverConfiguration(443));
    await first.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
    await first.quit();
    const file = path.join(first.userData, 'profiles.json');
    const stored = JSON.parse(await readFile(file, 'utf8'));
    stored.profiles.unshift({ ...stored.profiles[0], name: 'Broken', accept: 'everywhere' });
    const damaged = JSON.stringify(stored);
    await writeFile(file, damaged);

    const second = await launch();
    await expect(second.window.row('Work')).toBeVisible();
    await expect(second.window.row('Broken')).toBeHidden();
    await expect(second.page.getByRole('region', { name: 'Notices' })).toContainText('everything else was loaded');
    const [copy = ''] = await damagedCopies(path.join(directory, 'user-data'));
    expect(await readFile(path.join(second.userData, copy), 'utf8')).toBe(damaged);
  });
});
