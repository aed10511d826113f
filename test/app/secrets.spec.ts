/** Passphrases, keys and passwords in the real app: asked for, used, and never written where they can be read. */
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Profile } from '../../preload/types.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { hasSquidLogin, startSquid } from '../peers/squid.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startTcpService } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { chooseNext } from './support/app.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

/** Chromium then seals with a password that everybody knows, which is no key store. */
const withoutKeyStore = { arguments: ['--password-store=basic'] };

async function roundTrip(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(line);
  const [data] = await once(socket, 'data');
  socket.destroy();
  return String(data);
}

/** Names of the files of the user data directory, the log among them, that hold the text. */
async function filesWith(userData: string, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(userData, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(path.join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) found.push(entry.name);
  }
  return found;
}

async function addServer({ window }: Adit, port: number, localPort: number): Promise<void> {
  await window.paste(serverConfiguration(port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });
}

async function unfold(page: Page, section: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: section }).click();
}

async function choose(page: Page, select: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: select }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** What the log view shows and its export writes, debug lines included. */
const logView = async ({ page }: Adit): Promise<string> =>
  JSON.stringify(await page.evaluate(() => window.adit.log.read({ after: 0 })));

test('a server that wants a certificate asks for it, and its key for the passphrase, until both are right', async ({
  launch,
  use,
  directory,
}) => {
  const passphrase = 'correct horse battery';
  const client = await makeCertificate(directory, 'client', { commonName: 'Anna' });
  const sealedKey = path.join(directory, 'client.sealed.pem');
  const seal = ['pkcs8', '-topk8', '-in', client.key, '-out', sealedKey, '-passout', `pass:${passphrase}`];
  await execute(requireTool('openssl'), seal);
  const server = await makeCertificate(directory, 'server', { commonName: 'tunnel.example', names: ['127.0.0.1'] });
  const echo = await use(startEcho());
  const stunnel = await use(
    startStunnel({
      connect: echo.port,
      certificate: server.certificate,
      key: server.key,
      extra: `verify = 2\nCAfile = ${client.certificate}`,
    }),
  );
  const localPort = await freePort();
  const adit = await launch(withoutKeyStore);
  const { window, page } = adit;
  await addServer(adit, stunnel.port, localPort);
  await window.turn('Work', true);
  await window.button('Trust this certificate').click();

  await expect(window.sheet()).toContainText('The server wants to know you');
  await chooseNext(adit, client.certificate, sealedKey);
  await window.button('Choose: Certificate file').click();
  await expect(window.field('Certificate file')).toHaveValue(client.certificate);
  await window.button('Choose: Private key file').click();
  await expect(window.field('Private key file')).toHaveValue(sealedKey);
  await window.sheet().getByRole('button', { name: 'Connect', exact: true }).click();

  await expect(window.sheet()).toContainText('Enter the passphrase');
  await expect(window.sheet()).toContainText('is protected with a passphrase');
  await expect(window.sheet()).toContainText('no key store');
  await expect(window.field('Passphrase')).toBeFocused();
  await page.keyboard.type('wrong horse');
  await page.keyboard.press('Enter');
  await expect(window.sheet()).toContainText(`This passphrase does not open ${sealedKey}`);
  await window.field('Passphrase').fill(passphrase);
  await window.sheet().getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await expect(window.sheet()).toBeHidden();
  expect(await roundTrip(localPort, 'hello')).toBe('hello');
  const shown = await adit.state();
  expect(shown.canRemember).toBe(false);
  expect(shown.profiles[0]?.secrets).toEqual([{ field: 'key-passphrase', kept: 'memory' }]);
  expect(JSON.stringify(shown)).not.toContain(passphrase);
  expect(await logView(adit)).toContain('"number":1');
  expect(await logView(adit)).not.toMatch(/correct horse battery|wrong horse/);
  // What was on would be on again.
  await window.turn('Work', false);
  await adit.quit();
  expect(await filesWith(adit.userData, passphrase)).toEqual([]);
  expect(await filesWith(adit.userData, 'wrong horse')).toEqual([]);
  expect(await filesWith(adit.userData, sealedKey)).toContain('profiles.json');

  // Nothing was remembered, so the tray's click opens the window, which asks again.
  const again = await launch(withoutKeyStore);
  await again.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const toggle = (await again.tray.items()).find(({ label, id }) => label === 'Work' && id.startsWith('toggle-'));
  await again.tray.click(toggle?.id ?? '');
  const isVisible = () => again.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(isVisible).toBe(true);
  await again.window.field('Passphrase').fill(passphrase);
  await again.window.sheet().getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(again.window.status('Work')).toHaveText(/^On · \d+\sms$/);
});

test('a pre-shared key is entered in the editor, and only its name is stored', async ({ launch, use, directory }) => {
  const key = '0123456789abcdef0123456789abcdeffedcba9876543210';
  const secrets = path.join(directory, 'psk.txt');
  await writeFile(secrets, `anna:${key}\n`, { mode: 0o600 });
  const echo = await use(startEcho());
  const extra = `ciphers = PSK\nsslVersionMax = TLSv1.2\nPSKsecrets = ${secrets}`;
  const stunnel = await use(startStunnel({ connect: echo.port, extra }));
  const localPort = await freePort();
  const adit = await launch(withoutKeyStore);
  const { window, page } = adit;
  await addServer(adit, stunnel.port, localPort);
  await unfold(page, 'Client certificate or key');
  await choose(page, 'Pre-shared key (PSK)', 'Entered here');
  await window.field('Identity').fill('anna');
  await window.field('Pre-shared key').fill('short');
  await window.button('Save').click();
  await expect(window.sheet()).toContainText('A key has at least 16 bytes');
  await expect(window.field('Pre-shared key')).toBeFocused();
  await window.field('Pre-shared key').fill(key);
  await window.button('Save').click();
  await expect(window.sheet()).toBeHidden();
  await window.turn('Work', true);
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  expect(await roundTrip(localPort, 'hello')).toBe('hello');
  expect(JSON.parse((await adit.stored()) ?? '').profiles[0].psk).toEqual({ kind: 'secret', identity: 'anna' });
  expect(JSON.stringify(await adit.state())).not.toContain(key);
  expect(await logView(adit)).not.toContain(key);
  await adit.quit();
  expect(await filesWith(adit.userData, key)).toEqual([]);
});

test('a proxy that refuses the login asks for user name and password', async ({ launch, use }) => {
  test.skip(!hasTool('squid') || !hasSquidLogin, 'squid, or its helper for passwords, is not installed');
  const password = 'p:ss-wörd-9';
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const squid = await use(startSquid(server.port, { username: 'anna', password }));
  const localPort = await freePort();
  const adit = await launch(withoutKeyStore);
  const { window, page } = adit;
  await addServer(adit, server.port, localPort);
  await unfold(page, 'Way to the server');
  await choose(page, 'Proxy', 'HTTP proxy');
  await window.field('Proxy’s host name').fill('127.0.0.1');
  await window.field('Proxy’s port').fill(String(squid.port));
  await window.button('Save').click();
  await expect(window.sheet()).toBeHidden();

  await window.turn('Work', true);
  await expect(window.sheet()).toContainText('Log in to the proxy');
  await expect(window.sheet()).toContainText('it wants a user name and a password');
  await window.field('User name').fill('anna');
  await window.field('Password at the proxy').fill('not this');
  await window.sheet().getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(window.sheet()).toContainText('did not accept the login');
  await expect(window.field('User name')).toHaveValue('anna');
  await window.field('Password at the proxy').fill(password);
  await window.sheet().getByRole('button', { name: 'Connect', exact: true }).click();
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  expect(await roundTrip(localPort, 'hello')).toBe('hello');
  expect(await logView(adit)).not.toMatch(/p:ss-wörd-9|not this/);
  await adit.quit();
  expect(await filesWith(adit.userData, password)).toEqual([]);
});

test('the window cannot name a file that it was not given', async ({ launch }) => {
  const adit = await launch();
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const [view] = (await adit.state()).profiles;
  const saved = await adit.page.evaluate(
    (profile) =>
      profile &&
      window.adit.profile.save({ profile: { ...profile, identity: { kind: 'pkcs12', path: '/etc/passwd' } } }),
    view?.profile,
  );
  expect(saved).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
});

/** A proxy, or a server, of somebody who only listens and always asks for a login. */
const startListener = (heard: string[]) =>
  startTcpService((socket) => {
    socket.on('data', (data) => {
      heard.push(data.toString('latin1'));
      socket.write('HTTP/1.1 407 Who are you?\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n');
    });
  });

/** What a page in somebody else's hands does: another place for the password, and the tunnel on. */
const redirect = ({ page }: Adit, change: Partial<Profile>) =>
  page.evaluate(async (changed) => {
    const state = await window.adit.state.get();
    const [view] = state.ok ? state.value.profiles : [];
    if (view === undefined) return null;
    const profileId = view.profile.id;
    await window.adit.tunnel.stop({ profileId });
    const saved = await window.adit.profile.save({ profile: { ...view.profile, ...changed } });
    return saved.ok && (await window.adit.tunnel.start({ profileId })).ok;
  }, change);

for (const [what, field, given, change] of [
  [
    'of a proxy to another one',
    'proxy-password',
    (port: number): Partial<Profile> => ({ proxy: { kind: 'http', host: '127.0.0.1', port, username: 'anna' } }),
    (port: number): Partial<Profile> => ({ proxy: { kind: 'http', host: '127.0.0.1', port, username: 'anna' } }),
  ],
  [
    'for what is behind a server to another server',
    'protocol-password',
    (port: number): Partial<Profile> => ({
      connect: [{ host: '127.0.0.1', port }],
      negotiation: { kind: 'connect', host: 'inside.example:22', username: 'anna', headers: [] },
    }),
    (port: number): Partial<Profile> => ({ connect: [{ host: '127.0.0.1', port }] }),
  ],
] as const) {
  test(`a page cannot have the stored password ${what} sent there`, async ({ launch, use }) => {
    const password = 'never-to-be-seen-9';
    const login = Buffer.from(`anna:${password}`).toString('base64');
    const [right, wrong]: [string[], string[]] = [[], []];
    const [own, evil] = [await use(startListener(right)), await use(startListener(wrong))];
    const adit = await launch(withoutKeyStore);
    await addServer(adit, 443, await freePort());
    expect(await redirect(adit, given(own.port))).toBe(true);
    const secret = await adit.page.evaluate(
      async ([name, value]) => {
        const state = await window.adit.state.get();
        const profileId = state.ok ? (state.value.profiles[0]?.profile.id ?? '') : '';
        return window.adit.secret.give({ profileId, field: name, value, remember: true });
      },
      [field, password] as const,
    );
    expect(secret.ok).toBe(true);
    await expect.poll(() => right.join('')).toContain(login);

    expect(await redirect(adit, change(evil.port))).toBe(true);
    await expect.poll(() => wrong.join('')).toContain('CONNECT ');
    await expect
      .poll(async () => (await adit.state()).profiles[0]?.tunnel.status)
      .toMatchObject({
        kind: 'blocked',
        remedy: { kind: 'enter-secret', field, isWrong: false },
      });
    await expect(adit.window.detail()).toContainText('wants a login');
    expect(wrong.join('')).not.toContain(login);
    expect(wrong.join('')).not.toContain(password);
  });
}
