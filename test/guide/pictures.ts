/**
 * The pictures of docs/guide and of the README, from the real app with a real stunnel as the server:
 *   npm run guide
 * Linux only. Needs stunnel, openssl, unshare, ip, Xvfb and the Electron runtime.
 */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { ensureBuilt, root } from '../../build/outputs.ts';
import { startApp } from '../app/support/app.ts';
import { serverConfiguration } from '../app/support/servers.ts';
import { appWindow } from '../app/support/window.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startTcpService } from '../peers/tcp.ts';
import { openDisplay } from '../run/display.ts';
import { inOwnNetwork, SERVER_HOST } from './own-network.ts';

const SERVER_PORT = 443;
const pictures = path.join(root, 'docs/guide/pictures');
const readme = path.join(root, 'docs/images');

ensureBuilt('e2e');
await inOwnNetwork();
for (const directory of [pictures, readme]) await mkdir(directory, { recursive: true });

await using stack = new AsyncDisposableStack();
const screen = await openDisplay();
stack.defer(() => screen.close());
process.env['DISPLAY'] = screen.name;
const place = await temporaryDirectory('adit-guide-');
stack.defer(() => place.close());
const build = path.join(place.path, 'build');
await cp(path.join(root, 'out/e2e'), build, { recursive: true });
await writeFile(path.join(build, 'package.json'), '{"type": "module"}');

// Answers as a real sshd does first, so that the check has something to recognise.
const service = stack.use(
  await startTcpService((socket) => {
    socket.write('SSH-2.0-OpenSSH_9.2p1\r\n');
    socket.on('end', () => socket.end());
  }),
);
const { certificate, key } = await makeCertificate(place.path, 'server', {
  commonName: SERVER_HOST,
  names: [SERVER_HOST],
});
stack.use(await startStunnel({ accept: SERVER_PORT, connect: service.port, certificate, key, service: 'ssh' }));
const app = await startApp({ build, userData: path.join(place.path, 'user-data') });
stack.defer(() => app.quit());
const window = appWindow(app.page);
await window.isShown();

const take = async (name: string, { colorScheme = 'light' as 'light' | 'dark', into = pictures } = {}) => {
  const file = path.join(into, `${name}.png`);
  await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await app.page.mouse.move(0, 0);
  await app.page.screenshot({ path: file, animations: 'disabled' });
  console.log(path.relative(root, file));
};

await expect(window.button('Try the demo')).toBeVisible();
await take('welcome');

await window.button('Add a server').click();
await window.field('Or paste it here').fill(serverConfiguration(SERVER_PORT));
await take('add');
await window.sheet().getByRole('button', { name: 'Read', exact: true }).click();
await window.field("Server's host name").fill(SERVER_HOST);
await window.field('User name').fill('alice');
await window.field('Name').fill('Office');
await take('preview');
await window.sheet().getByRole('button', { name: 'Add', exact: true }).click();
await expect(window.sheet()).toBeHidden();
await take('added');

await window.turn('Office', true);
await expect(window.button('Trust this certificate')).toBeVisible();
await take('trust');
await window.button('Trust this certificate').click();
await expect(window.status('Office')).toHaveText(/^On · \d+\sms$/);
await take('on');

await window.button('Check connection').click();
await expect(window.sheet().getByText('Every step works')).toBeVisible({ timeout: 60_000 });
await take('check');
await app.page.keyboard.press('Escape');

await window.button('Settings').click();
await expect(window.sheet()).toBeVisible();
await take('settings');
await app.page.keyboard.press('Escape');
await expect(window.sheet()).toBeHidden();

// The README's: a server to connect to, among others, one of which is on.
const others = { Backups: 873, Cache: 6379 };
for (const [name, port] of Object.entries(others)) {
  await window.paste(serverConfiguration(SERVER_PORT, name, port));
  await window.add({ "Server's host name": SERVER_HOST, Name: name });
}
await window.turn('Cache', true);
await window.button('Trust this certificate').click();
await expect(window.status('Cache')).toHaveText(/^On · \d+\sms$/);
await window.turn('Office', false);
await window.row('Office').click();
await expect(window.button('Connect')).toBeVisible();
for (const colorScheme of ['light', 'dark'] as const) {
  await take(colorScheme === 'light' ? 'connect' : 'connect-dark', { colorScheme, into: readme });
}
