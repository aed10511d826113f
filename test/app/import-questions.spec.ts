/** What the preview asks: files that cannot be found, and what the server demands of its clients. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { passes } from '../export/support.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute, requireTool } from '../peers/tools.ts';
import { chooseNext } from './support/app.ts';
import { hasStunnel, startKeyServer, startTunnelServer, useKeyServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel and openssl are needed');

test('a client’s file is dropped without its CAfile: the preview asks for it, and the tunnel trusts by it', async ({
  launch,
  directory,
  use,
}) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const authority = path.join(directory, 'somewhere-else.pem');
  await writeFile(authority, await readFile(server.certificate().certificate));
  const port = await freePort();
  const file = path.join(directory, 'client.conf');
  await writeFile(
    file,
    `client = yes\n[work]\naccept = 127.0.0.1:${port}\nconnect = 127.0.0.1:${server.port}\nverifyPeer = yes\nCAfile = server.pem\n`,
  );
  const adit = await launch();
  const { window } = adit;
  await window.drop(file);
  await expect(window.sheet()).toContainText('it does not say in which folder server.pem is');
  await expect(window.sheet().getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
  await expect(window.sheet()).toContainText('Still open: file with the server’s certificates');
  await chooseNext(adit, authority);
  await window.button('Choose: File with these certificates').click();
  await expect(window.field('File with these certificates')).toHaveValue(authority);
  await window.add({});
  await window.turn('work', true);
  // Nobody is asked about the certificate: the file that was chosen vouches for it.
  await expect(window.status('work')).toHaveText(/^On · \d+\sms$/);
  await expect(window.sheet()).toBeHidden();
  expect(await passes(port)).toBe(true);
});

test('a server that verifies its clients is imported: certificate and sealed key are chosen, the passphrase is asked for', async ({
  launch,
  directory,
  use,
}) => {
  const passphrase = 'correct horse battery';
  const client = await makeCertificate(directory, 'client', { commonName: 'Ada' });
  const sealed = path.join(directory, 'client.sealed.pem');
  const seal = ['pkcs8', '-topk8', '-in', client.key, '-out', sealed, '-passout', `pass:${passphrase}`];
  await execute(requireTool('openssl'), seal);
  const server = await makeCertificate(directory, 'server', { commonName: 'tunnel.example', names: ['127.0.0.1'] });
  const echo = await use(startEcho());
  const extra = `verify = 2\nCAfile = ${client.certificate}`;
  const stunnel = await use(startStunnel({ connect: echo.port, ...server, extra }));
  const port = await freePort();
  const adit = await launch({ arguments: ['--password-store=basic'] });
  const { window } = adit;
  await window.paste(
    `[office]\naccept = ${stunnel.port}\nconnect = 22\ncert = /etc/stunnel/server.pem\nverify = 2\nCAfile = /etc/stunnel/clients.pem\n`,
  );
  await expect(window.sheet()).toContainText('This server asks for a client certificate (verify = 2, line 5)');
  await window.sheet().getByRole('radio', { name: 'Choose files' }).click();
  await expect(window.sheet()).toContainText('certificate file, private key file');
  await chooseNext(adit, client.certificate, sealed);
  await window.button('Choose: Certificate file').click();
  await expect(window.field('Certificate file')).toHaveValue(client.certificate);
  await window.button('Choose: Private key file').click();
  await expect(window.field('Private key file')).toHaveValue(sealed);
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(port) });
  await window.turn('office', true);
  await window.field('Passphrase').fill(passphrase);
  await window.sheet().getByRole('button', { name: 'Connect', exact: true }).click();
  await window.button('Trust this certificate').click();
  await expect(window.status('office')).toHaveText(/^On · \d+\sms$/);
  expect(await passes(port)).toBe(true);
  expect((await adit.stored()) ?? '').not.toContain(passphrase);
});

test('a server with pre-shared keys is imported: the tunnel asks for the key, and works with it', async ({
  launch,
  directory,
  use,
}) => {
  const key = '00112233445566778899aabbccddeeff';
  const echo = await use(startEcho());
  const server = await use(startKeyServer(echo.port, key, directory));
  const port = await freePort();
  const adit = await launch({ arguments: ['--password-store=basic'] });
  await useKeyServer(adit.window, server, port, key);
  expect(await passes(port)).toBe(true);
  expect((await adit.stored()) ?? '').not.toContain(key);
});
