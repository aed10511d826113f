/** What a person looks at of a running tunnel and does there: its connections, its certificate, a copy for other computers. */
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { opensslFingerprint } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute, requireTool } from '../peers/tools.ts';
import { chooseNext } from './support/app.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

/** The next file that is saved goes here. */
const saveTo = (adit: Adit, file: string) =>
  adit.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);

test('a connection is ended, the certificate saved, compared when it changes, trusted anew, and forgotten', async ({
  launch,
  directory,
  use,
}) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window, page } = adit;
  const port = await freePort();
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(port), Name: 'Work' });
  await window.turn('Work', true);
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);

  // It is reset, so that the program knows that not everything was said.
  const program = connect(port, '127.0.0.1').on('error', () => {});
  const ended = new Promise((resolve) => program.once('close', resolve));
  program.write('hello');
  await once(program, 'data');
  await window.button('Activity and connections…').click();
  const end = window.sheet().getByRole('button', { name: /^End the connection of / });
  await expect(end).toHaveCount(1);
  await end.click();
  await ended;
  await expect(end).toHaveCount(0);
  await expect(window.sheet()).toContainText('None. Programs connect when they need the tunnel.');
  await page.keyboard.press('Escape');

  const first = server.certificate().certificate;
  const saved = path.join(directory, 'saved.pem');
  await saveTo(adit, saved);
  await window.button('Certificate…').click();
  await window.sheet().getByRole('button', { name: 'Save as PEM…' }).click();
  await expect(window.sheet()).toContainText(saved);
  expect(await opensslFingerprint(saved)).toBe(await opensslFingerprint(first));
  await page.keyboard.press('Escape');

  const second = (await server.replaceCertificate()).certificate;
  await window.button('Check now').click();
  await window.button('Compare the certificates…').click();
  expect(await window.fingerprint('fingerprint-old')).toBe(await opensslFingerprint(first));
  expect(await window.fingerprint('fingerprint-new')).toBe(await opensslFingerprint(second));
  const { stdout: names } = await execute(requireTool('openssl'), [
    'x509',
    '-in',
    second,
    '-noout',
    '-ext',
    'subjectAltName',
  ]);
  expect(names).toContain('tunnel.example');
  const facts = window.sheet().getByRole('region', { name: 'The certificate of before and the one of now' });
  await expect(facts).toContainText('Trusted so far: tunnel.example, localhost, 127.0.0.1');
  await expect(facts.getByRole('term').filter({ hasText: 'Hash of the key' })).toContainText('Changed');
  await expect(facts.getByRole('term').filter({ hasText: 'Names' })).not.toContainText('Changed');
  await expect(window.sheet()).toContainText('The key is another one, too.');
  // Nobody trusts it before all of that was in sight.
  await window.button('Show the rest').click();
  await window.button('Trust the new certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);

  await window.button('Certificate…').click();
  await window.sheet().getByRole('button', { name: 'Forget it' }).click();
  await expect.poll(async () => (await adit.state()).profiles[0]?.profile.trust.kind).toBe('system');
  await page.keyboard.press('Escape');
  await expect(window.button('Look at the certificate…')).toBeVisible();
});

test('a copy is kept in a folder, what another computer has there is offered, and it ends when asked', async ({
  launch,
  directory,
}) => {
  const folder = path.join(directory, 'shared');
  await mkdir(folder);
  const [here, there] = [
    await launch({ userData: path.join(directory, 'here') }),
    await launch({ userData: path.join(directory, 'there') }),
  ];
  const add = async ({ window }: Adit, host: string) => {
    await window.paste(`${host}:443`);
    await window.sheet().getByRole('button', { name: 'Add', exact: true }).click();
    await expect(window.sheet()).toBeHidden();
  };
  const share = async (adit: Adit) => {
    await chooseNext(adit, folder);
    await adit.window.button('Settings').click();
    await adit.window.sheet().getByRole('button', { name: 'Choose a folder…' }).click();
    await expect(adit.window.sheet().getByText(folder)).toBeVisible();
    await adit.page.keyboard.press('Escape');
  };
  await add(here, 'a.example.org');
  await share(here);
  await expect.poll(async () => (await readdir(folder)).length).toBe(1);
  const [own = ''] = await readdir(folder);
  await expect.poll(() => readFile(path.join(folder, own), 'utf8')).toContain('a.example.org');

  await share(there);
  await expect(there.window.sheet()).toContainText('a.example.org');
  expect((await there.state()).profiles).toEqual([]);
  await there.window
    .sheet()
    .getByRole('button', { name: /^Restore/ })
    .click();
  await expect
    .poll(async () => (await there.state()).profiles.map(({ profile }) => profile.connect[0]?.host))
    .toEqual(['a.example.org']);

  await here.window.button('Settings').click();
  await here.window.sheet().getByRole('button', { name: 'Stop copying' }).click();
  await expect(here.window.sheet().getByText(folder)).toBeHidden();
  expect(await readdir(folder)).toContain(own);
});
