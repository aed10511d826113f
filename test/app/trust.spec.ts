import { once } from 'node:events';
import { connect } from 'node:net';
import { makeAuthorityAndLeaf, opensslFingerprint } from '../peers/certificates.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

/** Sends a line through a local port and returns what comes back. */
async function roundTrip(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(line);
  const [data] = await once(socket, 'data');
  socket.destroy();
  return String(data);
}

test('the first connection asks once, with the fingerprint that openssl prints', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window } = adit;
  const localPort = await freePort();
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });

  await window.turn('Work', true);
  await expect(window.sheet()).toContainText('Is this your server?');
  expect(await window.fingerprint()).toBe(await opensslFingerprint(server.certificate().certificate));
  await expect(window.sheet()).toContainText('CN=tunnel.example');
  await expect(window.sheet()).toContainText('tunnel.example, localhost, 127.0.0.1');
  await expect(window.sheet()).toContainText('Itself (self-signed)');
  await expect(window.sheet()).toContainText('Does not know it');

  await window.button('Trust this certificate').click();
  await expect(window.sheet()).toBeHidden();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  expect(await roundTrip(localPort, 'hello')).toBe('hello');

  await window.turn('Work', false);
  await expect(window.status('Work')).toHaveText('Off');
  await window.turn('Work', true);
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await expect(window.sheet()).toBeHidden();
});

test('Not now trusts nothing, and the question can be asked again', async ({ launch, use }) => {
  const server = await use(startTunnelServer(9));
  const adit = await launch();
  const { window } = adit;
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(await freePort()), Name: 'Work' });
  await window.turn('Work', true);
  await window.button('Not now').click();
  await expect(window.status('Work')).toHaveText(/^Blocked · .* is not trusted yet/);
  expect(JSON.parse((await adit.stored()) ?? '').profiles[0].trust.kind).toBe('system');
  await window.button('Look at the certificate…').click();
  expect(await window.fingerprint()).toBe(await opensslFingerprint(server.certificate().certificate));
});

test('a server that the system trusts needs no question', async ({ launch, use }) => {
  test.skip(process.platform !== 'linux', 'only Linux takes the system’s roots from SSL_CERT_FILE');
  const directory = await use(temporaryDirectory());
  const echo = await use(startEcho());
  const { authority, leaf, chain } = await makeAuthorityAndLeaf(directory.path, {
    commonName: 'tunnel.example',
    names: ['127.0.0.1'],
  });
  const server = await use(startStunnel({ connect: echo.port, certificate: chain, key: leaf.key }));
  const { window } = await launch({ env: { SSL_CERT_FILE: authority.certificate } });
  const localPort = await freePort();
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });
  await window.turn('Work', true);
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await expect(window.sheet()).toBeHidden();
  await expect(window.detail()).toContainText('Trusted by this system');
  expect(await roundTrip(localPort, 'hello')).toBe('hello');
});
