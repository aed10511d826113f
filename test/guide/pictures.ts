/**
 * The pictures of docs/guide, from the real app with a real stunnel as the server:
 *   npm run guide
 * Needs stunnel, openssl, the Electron runtime and on Linux Xvfb.
 */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { ensureBuilt, root } from '../../build/outputs.ts';
import { startApp } from '../app/support/app.ts';
import { serverConfiguration, startTunnelServer } from '../app/support/servers.ts';
import { appWindow } from '../app/support/window.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { startTcpService } from '../peers/tcp.ts';
import { openDisplay } from '../run/display.ts';

/** Ports that the pictures show; somebody may have them here. */
const SERVER_PORT = '443';
const LOCAL_PORT = '2222';

const pictures = path.join(root, 'docs/guide/pictures');
await mkdir(pictures, { recursive: true });
ensureBuilt('e2e');

await using stack = new AsyncDisposableStack();
const screen = process.platform === 'linux' ? await openDisplay() : null;
if (screen !== null) {
  stack.defer(() => screen.close());
  process.env['DISPLAY'] = screen.name;
}
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
const server = stack.use(await startTunnelServer(service.port));
const app = await startApp({ build, userData: path.join(place.path, 'user-data') });
stack.defer(() => app.quit());
const window = appWindow(app.page);
await window.isShown();
await app.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });

const take = async (name: string): Promise<void> => {
  await app.page.mouse.move(0, 0);
  await app.page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
  console.log(`docs/guide/pictures/${name}.png`);
};

await expect(window.button('Try the demo')).toBeVisible();
await take('welcome');

await window.button('Add a server').click();
await window.field('Or paste it here').fill(serverConfiguration(SERVER_PORT));
await take('add');
await window.sheet().getByRole('button', { name: 'Read', exact: true }).click();
await window.field("Server's host name").fill('localhost');
await take('preview');

await window.field("Server's port").fill(String(server.port));
await window.field('Name').fill('Office');
await window.field('User name').fill('alice');
await window.field('Local port').fill(LOCAL_PORT);
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
