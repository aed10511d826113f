import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '../peers/free-port.ts';
import { forward, startEcho, startTcpService } from '../peers/tcp.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

/** What the system says of sleep, and of people who come and go. */
const power = (adit: Adit, event: string) =>
  adit.electron.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as never), event);

async function addWork({ window }: Adit, port: number): Promise<number> {
  const localPort = await freePort();
  await window.paste(serverConfiguration(port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });
  return localPort;
}

test('after sleep dead connections are ended and the server is looked for at once; a locked screen ends nothing', async ({
  launch,
  use,
}) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window } = adit;
  const localPort = await addWork(adit, server.port);
  await window.turn('Work', true);
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  const socket = connect(localPort, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('a');
  expect(String(await once(socket, 'data'))).toBe('a');

  await power(adit, 'lock-screen');
  await power(adit, 'suspend');
  await power(adit, 'unlock-screen');
  socket.write('b');
  expect(String(await once(socket, 'data'))).toBe('b');

  const closed = new Promise((resolve) => socket.once('close', resolve));
  const began = Date.now();
  await power(adit, 'resume');
  await closed;
  const ended = Date.now() - began;
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  console.log(`after sleep: connections ended in ${ended} ms, server reachable in ${Date.now() - began} ms`);
  await server.stop();
  await power(adit, 'resume');
  await expect(window.status('Work')).toHaveText(/unreachable/);
});

test('a server that is away is tried when a person wants, and not otherwise', async ({ launch, use }) => {
  const port = await freePort();
  const adit = await launch();
  const { window, page } = adit;
  await addWork(adit, port);
  await window.turn('Work', true);
  await expect(page.getByRole('timer')).toHaveText(/^(Next try in \d+ s|Trying now …)$/);
  await window.button('Do not try by itself').click();
  await expect(window.detail()).toContainText('Adit does not try by itself.');
  const server = await use(startTcpService((socket) => socket.destroy(), port));
  await power(adit, 'resume');
  await expect(window.detail()).toContainText('Adit does not try by itself.');
  expect(server.accepted()).toBe(0);
  await window.button('Now').click();
  await expect.poll(server.accepted).toBe(1);
  await window.button('Try by itself again').click();
  await expect.poll(server.accepted).toBeGreaterThan(1);
});

test('at login nothing is said of a server that is not there yet, unless somebody asks', async ({ launch }) => {
  const first = await launch();
  await addWork(first, await freePort());
  await first.window.turn('Work', true);
  await expect(first.window.status('Work')).toHaveText(/unreachable/);
  await first.quit();
  const logged = (await first.log()).length;

  const adit = await launch({ arguments: ['--at-login'] });
  await expect.poll(async () => (await adit.log()).slice(logged)).toMatch(/\[warn\] +Work: /);
  const [work] = (await adit.state()).profiles;
  expect(work?.tunnel.status).toMatchObject({ kind: 'on', server: { kind: 'checking' } });
  await expect(adit.window.status('Work')).not.toHaveText(/unreachable/);
  await adit.page.evaluate((profileId) => window.adit.tunnel.check({ profileId }), work?.profile.id ?? '');
  await expect(adit.window.status('Work')).toHaveText(/unreachable/);
});

test("a network's log-in page is opened, never a question asked, and the tunnel comes by itself", async ({
  launch,
  use,
}) => {
  const echo = await use(startEcho());
  const real = await use(startTunnelServer(echo.port));
  const port = await freePort();
  const portal = await use(
    startTcpService(
      (socket) =>
        socket.on('data', () =>
          socket.end('HTTP/1.1 302 Found\r\nLocation: http://login.hotel.test/\r\nContent-Length: 0\r\n\r\n'),
        ),
      port,
    ),
  );
  const adit = await launch();
  const { window } = adit;
  await addWork(adit, port);
  await window.turn('Work', true);
  await window.button('Open the log-in page').click();
  await expect.poll(adit.browsers).toEqual(['http://login.hotel.test/']);
  await expect(window.sheet()).toBeHidden();
  // Logged in: the same address is the server's from now on.
  await portal.close();
  await use(startTcpService((socket) => forward(socket, real.port), port));
  await expect(window.button('Trust this certificate')).toBeVisible();
});
