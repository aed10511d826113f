import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { passes } from '../export/support.ts';
import { opensslFingerprint } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel and openssl are needed');

test('a folder from the server is dropped: its certificate is the pin, its key is warned about, and the tunnel runs', async ({
  launch,
  directory,
  use,
}) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const { certificate, key } = server.certificate();
  const folder = path.join(directory, 'stunnel');
  await mkdir(folder);
  await writeFile(path.join(folder, 'stunnel.conf'), serverConfiguration(server.port));
  await copyFile(certificate, path.join(folder, 'server.pem'));
  await copyFile(key, path.join(folder, 'server.key'));

  const adit = await launch();
  const { window } = adit;
  await window.drop(folder);
  await expect(window.sheet()).toContainText('One service found');
  await expect(window.sheet()).toContainText('From stunnel');
  // In the open, without anything to unfold.
  await expect(window.sheet().getByText('server.key holds a private key.')).toBeVisible();
  await expect(window.sheet()).toContainText('Only the certificate in server.pem');
  expect(await window.fingerprint('fingerprint-found')).toContain(await opensslFingerprint(certificate));
  expect((await adit.state()).profiles).toEqual([]);

  const port = await freePort();
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(port), Name: 'Folder' });
  await window.turn('Folder', true);
  // Nobody is asked about the certificate: the folder had it.
  await expect(window.status('Folder')).toHaveText(/^On · \d+\sms$/);
  await expect(window.sheet()).toBeHidden();
  expect(await passes(port)).toBe(true);
  expect((await adit.stored()) ?? '').not.toContain('PRIVATE KEY');
  expect(await adit.log()).not.toContain('PRIVATE KEY');
});
