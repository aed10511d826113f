import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '../peers/free-port.ts';
import { startSquid } from '../peers/squid.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(!hasStunnel || !hasTool('squid'), 'stunnel, openssl or squid is not installed');

test('a profile that uses the system’s proxy goes the way Chromium says', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const squid = await use(startSquid(server.port));
  const localPort = await freePort();
  // Browsers go straight to loopback addresses unless told.
  const launchApp = (proxy: number) =>
    launch({
      arguments: [`--proxy-server=http://127.0.0.1:${proxy}`, '--proxy-bypass-list=<-loopback>'],
    });
  const adit = await launchApp(squid.port);
  await adit.window.paste(serverConfiguration(server.port));
  await adit.window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });
  const [view] = (await adit.state()).profiles;
  const saved = await adit.page.evaluate(
    (profile) => profile && window.adit.profile.save({ profile: { ...profile, proxy: { kind: 'system' } } }),
    view?.profile,
  );
  expect(saved).toMatchObject({ ok: true });
  await adit.window.turn('Work', true);
  await adit.window.button('Trust this certificate').click();
  await expect(adit.window.status('Work')).toHaveText(/^On · \d+\sms$/);
  const socket = connect(localPort, '127.0.0.1');
  socket.write('hello');
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  socket.destroy();
  await adit.quit();

  // With a proxy that is away the same profile, which is on again, gets nowhere, so that it did not go straight before.
  const other = await launchApp(await freePort());
  await expect(other.window.status('Work')).toHaveText(/not reachable|unreachable|refused|retry/i);
  expect(JSON.stringify((await other.state()).profiles[0]?.tunnel.status)).toContain('"refused"');
});
