import { once } from 'node:events';
import { connect } from 'node:net';
import { LET_GO_AFTER_MS } from '../../main/desktop/letting-go.ts';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';
import { appWindow } from './support/window.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

test('a window that nobody sees is let go, and is made anew where and as it was, with its tunnels on all the while', async ({
  launch,
  use,
}) => {
  test.slow();
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const local = await freePort();
  await adit.window.paste(serverConfiguration(server.port));
  await adit.window.add({ "Server's host name": '127.0.0.1', 'Local port': String(await freePort()), Name: 'First' });
  await adit.window.paste(serverConfiguration(server.port));
  await adit.window.add({ "Server's host name": '127.0.0.1', 'Local port': String(local), Name: 'Second' });
  await adit.window.turn('Second', true);
  await adit.window.button('Trust this certificate').click();
  await expect(adit.window.status('Second')).toHaveText(/^On · \d+\sms$/);
  const socket = connect(local, '127.0.0.1');
  const echoed = async (text: string) => {
    socket.write(text);
    return String((await once(socket, 'data'))[0]);
  };
  expect(await echoed('before')).toBe('before');
  await adit.window.row('Second').click();
  await expect(adit.window.detail()).toHaveAccessibleName('Second');
  const bounds = () => adit.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const before = await bounds();

  const gone = adit.page.waitForEvent('close', { timeout: LET_GO_AFTER_MS * 3 });
  await adit.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await gone;
  expect(await adit.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  expect(await echoed('meanwhile')).toBe('meanwhile');

  const [page] = await Promise.all([adit.electron.waitForEvent('window'), adit.tray.click('open')]);
  const again = appWindow(page);
  await expect(again.status('Second')).toHaveText(/^On · \d+\sms$/);
  await expect(again.detail()).toHaveAccessibleName('Second');
  expect(await bounds()).toEqual(before);
  expect(await echoed('after')).toBe('after');
  socket.destroy();
  await again.turn('Second', false);
  await expect(again.status('Second')).toHaveText('Off');
});
