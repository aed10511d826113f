import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../build/outputs.ts';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute } from '../peers/tools.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

test('the running app obeys its command line', async ({ launch, use, directory }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window } = adit;
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": 'localhost', 'Local port': String(await freePort()), Name: 'Work' });

  const command = async (...args: readonly string[]) => {
    const line = [path.join(root, 'out/e2e/main/cli.js'), ...args, '--user-data', adit.userData];
    return execute(process.execPath, line).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    );
  };
  expect(await command('list')).toMatchObject({ code: 0, text: expect.stringMatching(/^Work +Off/) });
  // A question is the outcome of switching on; it is asked in the window.
  expect(await command('on', 'work')).toMatchObject({ code: 1, text: expect.stringContaining('is not trusted yet') });
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  expect(await command('status', 'Work', '--json')).toMatchObject({
    code: 0,
    text: expect.stringContaining('"server":"reachable"'),
  });
  expect(await command('open', 'Wo')).toMatchObject({ code: 0 });
  await expect.poll(async () => (await adit.terminals()).length).toBe(1);
  expect(await command('off', 'Work')).toMatchObject({ code: 0 });
  await expect(window.status('Work')).toHaveText('Off');
  expect(await command('status', 'Work')).toMatchObject({ code: 1 });
  expect(await command('list', '--names')).toEqual({ code: 0, text: 'Work\n' });
  expect(await command('log', 'Work', '--lines', '1')).toMatchObject({
    code: 0,
    text: expect.stringContaining('Work: '),
  });
  const file = path.join(directory, 'server.conf');
  await writeFile(file, serverConfiguration(443));
  expect(await command('import', file, '--app')).toMatchObject({ code: 0 });
  await expect(window.sheet()).toContainText('server.conf');
  await adit.quit();
  expect(await command('list')).toMatchObject({ code: 1, text: expect.stringContaining('Adit is not running') });
});
