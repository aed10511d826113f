/** What the window costs while there is traffic, and while nobody sees it. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

declare global {
  var __sentToWindow: string[] | undefined;
}

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

test('a hidden window is told nothing, and shows what is true when it comes back', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window, electron } = adit;
  const localPort = await freePort();
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });
  await window.turn('Work', true);
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  const socket = connect(localPort, '127.0.0.1');
  socket.on('error', () => {});
  const speak = async (text: string) => {
    socket.write(text);
    await once(socket, 'data');
  };
  await speak('hello');
  await expect(window.figure('Received')).toHaveText('5 bytes');

  await electron.evaluate(({ BrowserWindow }) => {
    const [hidden] = BrowserWindow.getAllWindows();
    hidden?.hide();
    globalThis.__sentToWindow = [];
    const contents = hidden?.webContents;
    if (contents === undefined) return;
    const send = contents.send.bind(contents);
    contents.send = (channel, ...rest) => {
      globalThis.__sentToWindow?.push(channel);
      send(channel, ...rest);
    };
  });
  const received = async () => (await adit.state()).profiles[0]?.tunnel.traffic.received;
  await speak('again');
  await expect.poll(received).toBe(10);
  const [profile] = (await adit.state()).profiles;
  await adit.tray.click(`toggle-${profile?.profile.id}`);
  await expect.poll(async () => (await adit.state()).profiles[0]?.tunnel.status.kind).toBe('off');
  expect(await electron.evaluate(() => globalThis.__sentToWindow)).toEqual([]);
  await expect(window.figure('Received')).toHaveText('5 bytes');

  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await expect(window.status('Work')).toHaveText('Off');
  await expect(window.figure('Received')).toHaveText('10 bytes');
  socket.destroy();
});
