import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

test('profiles, trust and what starts with the app are still there after a restart', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const [local, other] = [await freePort(), await freePort()];
  const first = await launch();
  await first.window.paste(serverConfiguration(server.port));
  await first.window.add({ "Server's host name": '127.0.0.1', 'Local port': String(other), Name: 'By hand' });
  await first.window.paste(serverConfiguration(server.port));
  await first.window.add({ "Server's host name": '127.0.0.1', 'Local port': String(local), Name: 'Work' });
  await first.window.turn('Work', true);
  await first.window.button('Trust this certificate').click();
  await expect(first.window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await first.window.detail().locator('label', { hasText: 'Switch on when Adit starts' }).click();
  await expect(first.window.detail().getByRole('switch', { name: 'Switch on when Adit starts' })).toBeChecked();
  const before = (await first.state()).profiles.map(({ profile }) => profile);
  await first.quit();

  const second = await launch();
  await expect(second.window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await expect(second.window.status('By hand')).toHaveText('Off');
  await expect(second.window.sheet()).toBeHidden();
  expect((await second.state()).profiles.map(({ profile }) => profile)).toEqual(before);
  const socket = connect(local, '127.0.0.1');
  socket.write('hello');
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  socket.destroy();
});

test('what was on is on again after the app was killed, and the app starts at login when it is told to', async ({
  launch,
  use,
}) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const first = await launch();
  const { window } = first;
  for (const name of ['Other', 'Work']) {
    await window.paste(serverConfiguration(server.port));
    await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(await freePort()), Name: name });
  }
  await window.turn('Work', true);
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await window.button('Settings').click();
  await window.field('Start Adit at login').click();
  await first.page.getByRole('option', { name: 'Yes, in the tray' }).click();
  const entry = () => readFile(`${first.userData}/config/autostart/app.adit.desktop.desktop`, 'utf8').catch(() => '');
  if (process.platform === 'linux') await expect.poll(entry).toContain('"--hidden"');
  await first.kill();

  const second = await launch();
  await expect(second.window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await expect(second.window.status('Other')).toHaveText('Off');
  await second.window.button('Settings').click();
  await second.window.field('Start Adit at login').click();
  await second.page.getByRole('option', { name: 'No', exact: true }).click();
  await expect.poll(entry).toBe('');
});

test('quitting closes the tunnels’ ports and connections', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const localPort = await freePort();
  await adit.window.paste(serverConfiguration(server.port));
  await adit.window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });
  await adit.window.turn('Work', true);
  await adit.window.button('Trust this certificate').click();
  await expect(adit.window.status('Work')).toHaveText(/^On · \d+\sms$/);
  const socket = connect(localPort, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('hello');
  await once(socket, 'data');
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await adit.quit();
  await closed;
  const refused = connect(localPort, '127.0.0.1');
  expect((await once(refused, 'error'))[0].code).toBe('ECONNREFUSED');
});
