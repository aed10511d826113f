/** A server's side is made in the window, started with real stunnel, used, and changed. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { passes } from '../export/support.ts';
import { startServer } from '../kit/kits.ts';
import { freePort } from '../peers/free-port.ts';
import { canLogIn, startServerLogin } from '../peers/server-login.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute } from '../peers/tools.ts';
import { chooseNext } from './support/app.ts';
import { hasStunnel } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(!hasStunnel || process.platform === 'win32', 'stunnel and openssl are needed');

test('a new server is asked for, made, trusted from the start, and lets another client in later', async ({
  launch,
  directory,
  use,
}) => {
  const echo = await use(startEcho());
  const accept = await freePort();
  const adit = await launch();
  const { window, page } = adit;
  await window.button('Add a server').click();
  await window.button('New server…').click();
  await expect(window.sheet()).toContainText('Everything for the other end');
  // Enter in a field is the default button: what is missing is said, and nothing is asked yet.
  await page.keyboard.press('Enter');
  await expect(window.sheet()).toContainText('Enter a host name or an IP address.');
  await window.field('Host name of the server').fill('127.0.0.1');
  await window.field('Its port').fill(String(echo.port));
  await window.field('Port for clients').fill(String(accept));
  await window.field('First client').fill('ada-laptop');
  await chooseNext(adit, directory);
  await window.button('Make it…').click();
  const folder = path.join(directory, '127.0.0.1 server');
  await expect(window.sheet()).toContainText(folder);
  await expect(window.sheet()).toContainText('clients/ada-laptop.zip');
  const server = await startServer(folder);
  await use(Promise.resolve(server));

  await window.button('Add the profiles of ada-laptop').click();
  // The service's own port is taken here, where client and server are one computer.
  await window.add({ Name: 'Mine', 'Local port': String(await freePort()) });
  await window.turn('Mine', true);
  // Nobody is asked about the certificate.
  await expect(window.status('Mine')).toHaveText(/^On · \d+\sms$/);
  await expect(window.sheet()).toBeHidden();
  const [view] = (await adit.state()).profiles;
  expect(view?.profile.trust.kind).toBe('pinned');
  expect(view?.profile.identity).toMatchObject({ key: path.join(folder, 'this-computer/ada-laptop/client.key') });
  expect(await passes(view?.profile.accept[0]?.port ?? 0)).toBe(true);
  const files = await Promise.all(
    (await readdir(adit.userData, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8')),
  );
  expect(files.join('')).not.toContain('PRIVATE KEY');

  await window.button('Add a server').click();
  await window.button('New server…').click();
  await chooseNext(adit, folder);
  await window.button('Open one that Adit has made…').click();
  await expect(window.field('Host name of the server')).toHaveValue('127.0.0.1');
  await window.field('Let in another client').fill('bob');
  await window.sheet().getByText('Take out ada-laptop').click();
  await window.button('Write the changes').click();
  await expect(window.sheet()).toContainText('Install the server’s files again');
  expect(await readdir(path.join(folder, 'clients'))).toEqual(['bob.zip']);
});

test('a server’s configuration is brought by ssh in a terminal, and its preview has the host and the certificate', async ({
  launch,
  directory,
  use,
}) => {
  test.skip(!canLogIn, 'it takes root on Linux, sshd and unshare');
  const server = await use(startServerLogin(directory));
  const { user, port } = server.sshd;
  const adit = await launch();
  const { window } = adit;
  await window.button('Add a server').click();
  await window.button('Get it from the server by ssh').click();
  await window.field('Log in as').fill(`${user}@127.0.0.1:${port}`);
  // What would run is there to be read before.
  await expect(window.sheet()).toContainText(`ssh -T -p ${port} ${user}@127.0.0.1 sh -s`);
  await window.button('Open a terminal').click();
  await expect(window.sheet()).toContainText('The preview opens here');
  const [line = []] = await adit.terminals();
  const [program = '', ...args] = line;
  await execute(program, [...args], { env: { ...process.env, PATH: `${server.bin}:${process.env['PATH']}` } });
  await expect(window.field("Server's host name").first()).toHaveValue('127.0.0.1');
  await window.add({});
  const { profiles } = await adit.state();
  expect(profiles.map(({ profile }) => [profile.connect[0]?.port, profile.trust.kind])).toEqual([
    [443, 'pinned'],
    [8443, 'pinned'],
  ]);
});
