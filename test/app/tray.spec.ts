import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

async function toggleItem(adit: Adit, name: string) {
  const item = (await adit.tray.items()).find(({ label, id }) => label === name && id.startsWith('toggle-'));
  if (item === undefined) throw new Error(`The tray has no line for ${name}.`);
  return item;
}

/** Hides the window, and gives a look at whether it is there. */
async function hide(adit: Adit) {
  const isVisible = () => adit.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await adit.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await expect.poll(isVisible).toBe(false);
  return isVisible;
}

const statusItem = async (adit: Adit) => (await adit.tray.items()).find(({ id }) => id.startsWith('status-'))?.label;

test('the tray switches tunnels, and its icon follows them', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window, tray } = adit;
  expect(await tray.icon()).toBe('off');
  expect((await tray.items()).map(({ id }) => id)).toEqual(['open', 'add', 'separator-quit', 'quit']);

  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(await freePort()), Name: 'Work' });
  await expect.poll(() => statusItem(adit)).toContain('Off');
  expect((await toggleItem(adit, 'Work')).checked).toBe(false);

  const isVisible = await hide(adit);
  await tray.click((await toggleItem(adit, 'Work')).id);
  await expect.poll(tray.icon).toBe('attention');
  await expect.poll(() => statusItem(adit)).toMatch(/Blocked: .*not trusted yet/);
  // The question is one for the window, so the window comes and asks it.
  await expect.poll(isVisible).toBe(true);
  await window.button('Trust this certificate').click();
  await expect.poll(tray.icon).toBe('on');
  await expect.poll(() => statusItem(adit)).toMatch(/On · server reachable, \d+\sms/);
  expect((await toggleItem(adit, 'Work')).checked).toBe(true);
  await expect(window.switch('Work')).toBeChecked();

  await server.stop();
  await window.button('Check now').click();
  await expect.poll(tray.icon).toBe('attention');
  await expect.poll(() => statusItem(adit)).toMatch(/server unreachable: .*refused/);

  await tray.click((await toggleItem(adit, 'Work')).id);
  await expect.poll(tray.icon).toBe('off');
  await expect(window.switch('Work')).not.toBeChecked();
  await expect(window.status('Work')).toHaveText('Off');
});

test('the tray opens the window on a profile, and the sheet to add a server', async ({ launch, use }) => {
  const server = await use(startTunnelServer(9));
  const adit = await launch();
  const { window, tray } = adit;
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(await freePort()), Name: 'Work' });
  await window.paste(serverConfiguration(await freePort()));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(await freePort()), Name: 'Other' });
  await expect(adit.page.getByRole('heading', { name: 'Other', level: 1 })).toBeVisible();
  const isVisible = await hide(adit);
  await tray.click((await toggleItem(adit, 'Work')).id.replace('toggle-', 'show-'));
  await expect.poll(isVisible).toBe(true);
  await expect(adit.page.getByRole('heading', { name: 'Work', level: 1 })).toBeVisible();
  await hide(adit);
  await tray.click('add');
  await expect.poll(isVisible).toBe(true);
  await expect(window.sheet()).toContainText('Add a server');
});

test('bytes and connections are live in the window', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window } = adit;
  const localPort = await freePort();
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });
  await window.turn('Work', true);
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);

  const figure = (name: string) =>
    window
      .detail()
      .locator('div', { has: adit.page.locator('dt', { hasText: name }) })
      .last()
      .locator('dd');
  await expect(figure('Open connections')).toHaveText('0');
  const sockets = [1, 2].map(() => connect(localPort, '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  await expect(figure('Open connections')).toHaveText('2');

  const received = new Promise<void>((resolve) => {
    let bytes = 0;
    sockets[0]?.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes === 250_000) resolve();
    });
  });
  sockets[0]?.write(Buffer.alloc(250_000, 'x'));
  await received;
  await expect(figure('Sent')).toHaveText('250 kB');
  await expect(figure('Received')).toHaveText('250 kB');
  for (const socket of sockets) socket.end();
  await expect(figure('Open connections')).toHaveText('0');
  const [profile] = (await adit.state()).profiles;
  expect(profile?.tunnel.traffic).toEqual({
    sent: 250_000,
    received: 250_000,
    openConnections: 0,
    totalConnections: 2,
  });
});
