import { redirecting, startSecureWeb } from '../diagnose/middle.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startGreeter } from '../peers/tcp.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

/** A thread of its own has to start, and a busy machine takes its time for that. */
const patiently = { timeout: 40_000 };

const named = async (name: string, host = '127.0.0.1') => ({
  "Server's host name": host,
  'Local port': String(await freePort()),
  Name: name,
});

test('Check connection walks the way, names what is broken, and finds nothing when nothing is', async ({
  launch,
  use,
}) => {
  const greeter = await use(startGreeter('SSH-2.0-OpenSSH_9.2\r\n'));
  const server = await use(startTunnelServer(greeter.port));
  const adit = await launch();
  const { window } = adit;
  await window.paste(serverConfiguration(server.port));
  await window.add(await named('Work'));

  await window.button('Check connection').click();
  await expect(window.sheet().getByTestId('finding')).toHaveAttribute('data-kind', 'certificate-unknown', patiently);
  await expect(window.sheet().getByTestId('step-certificate')).toHaveAttribute('data-state', 'broken');
  await window.sheet().getByRole('button', { name: 'Look at the certificate…' }).click();
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);

  await window.button('Check connection').click();
  await expect(window.sheet()).toContainText('Every step works', patiently);
  await expect(window.sheet().getByTestId('step-local-port')).toHaveAttribute('data-state', 'good');
  await window.sheet().getByRole('button', { name: 'Close' }).click();

  await greeter.close();
  await window.button('Check connection').click();
  await expect(window.sheet().getByTestId('finding')).toHaveAttribute('data-kind', 'service-stopped', patiently);
  await expect(window.sheet()).toContainText('connect = 127.0.0.1:22');
  await window.sheet().getByRole('button', { name: 'Copy report' }).click();
  await expect.poll(() => adit.clipboard()).toContain('The line in the server’s stunnel.conf: connect = 127.0.0.1:22');
  expect(await adit.clipboard()).not.toContain('BEGIN');
  await window.sheet().getByRole('button', { name: 'Explain stunnel’s log…' }).click();
  await window.field('stunnel’s log').fill('LOG3[8]: s_connect: connect 127.0.0.1:22: Connection refused (111)');
  await window.sheet().getByRole('button', { name: 'Explain', exact: true }).click();
  await expect(window.sheet()).toContainText('127.0.0.1:22 refused the connection');
});

test('Connect shows what is broken about the way instead of starting a program', async ({ launch }) => {
  const adit = await launch();
  const { window } = adit;
  await window.paste(serverConfiguration(await freePort()));
  await window.add(await named('Work'));
  await window.button('Connect').click();
  await expect(window.sheet().getByTestId('finding')).toHaveAttribute('data-kind', 'refused', patiently);
  expect(await adit.terminals()).toEqual([]);
  await window.sheet().getByRole('button', { name: 'Close' }).click();

  const [{ profile } = { profile: { id: '' } }] = (await adit.state()).profiles;
  await adit.tray.click(`diagnose-${profile.id}`);
  await expect(window.sheet().getByTestId('finding')).toHaveAttribute('data-kind', 'refused', patiently);
});

test('a network’s log-in page is never a question of trust', async ({ launch, use }) => {
  const directory = await use(temporaryDirectory());
  const names = ['login.hotel.test'];
  const certificate = await makeCertificate(directory.path, 'portal', { commonName: 'login.hotel.test', names });
  const portal = await use(startSecureWeb(certificate, redirecting('https://login.hotel.test/start')));
  const adit = await launch();
  const { window } = adit;
  await window.paste(serverConfiguration(portal.port));
  await window.add(await named('Work', 'localhost'));
  await window.turn('Work', true);
  await expect(window.status('Work')).toContainText('log-in page of the network answers');
  await expect(window.sheet()).toBeHidden();

  await window.button('Check connection').click();
  await window.sheet().getByRole('button', { name: 'Open the log-in page' }).click();
  await expect.poll(() => adit.browsers()).toEqual(['https://login.hotel.test/start']);
});
