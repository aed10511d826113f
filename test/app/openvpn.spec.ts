import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { chooseNext } from './support/app.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');
test.skip(!hasTool('openvpn'), 'openvpn is not installed');

const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----';
const ovpn = [
  'client',
  'dev tun',
  'proto udp',
  'remote vpn.example 1194',
  'redirect-gateway def1',
  'explicit-exit-notify 1',
  'auth-user-pass',
  '<key>',
  key,
  '</key>',
  '',
].join('\n');

/** What Connect starts here must not depend on what this computer has. */
const takeOpenvpn = async (adit: Adit) => {
  const saved = await adit.page.evaluate(() =>
    window.adit.settings.save({ settings: { appearance: 'system', programs: { openvpn: { client: 'openvpn' } } } }),
  );
  expect(saved.ok).toBe(true);
};

const argumentOf = (line: readonly string[], option: string): string => line[line.indexOf(option) + 1] ?? '';

test('Connect starts the VPN of the profile, whose file was chosen in the editor', async ({
  launch,
  use,
  directory,
}) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window } = adit;
  await takeOpenvpn(adit);
  const file = path.join(directory, 'office.ovpn');
  await writeFile(file, ovpn);
  const localPort = await freePort();
  await window.paste(serverConfiguration(server.port));
  await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Office' });
  await window.button('Edit').click();
  await window.sheet().getByLabel('Application', { exact: false }).first().click();
  await adit.page.getByRole('option', { name: 'OpenVPN', exact: true }).click();
  await chooseNext(adit, file);
  await window.button('Choose: OpenVPN configuration').click();
  await expect(window.field('OpenVPN configuration')).toHaveValue(file);
  await window.button('Save').click();
  await expect(window.sheet()).toBeHidden();

  const card = adit.page.getByRole('region', { name: 'VPN' });
  await expect(card).toContainText('office.ovpn with openvpn (command line), for everything');
  await card.getByRole('button', { name: /Changed for the tunnel/ }).click();
  await expect(card).toContainText('explicit-exit-notify 1');
  await expect(adit.page.getByTestId('command')).toContainText('--config');

  await window.button('Connect').click();
  await window.button('Trust this certificate').click();
  await expect.poll(async () => (await adit.terminals()).length).toBe(1);
  const [line = []] = await adit.terminals();
  expect(line.join(' ')).toMatch(/openvpn --config .* --management .* unix/);
  expect(await adit.questions()).toEqual(['Office: openvpn (command line)']);
  const made = await readFile(argumentOf(line, '--config'), 'utf8');
  expect(made).toContain(`remote 127.0.0.1 ${localPort}\n`);
  expect(made).toContain(key);
  // The server is this computer: every route but that to it.
  expect(made).toContain('route 127.0.0.0 255.255.255.255\n');
  expect(made).not.toMatch(/route 127\.0\.0\.1 |redirect-gateway def1|vpn\.example/);

  await window.turn('Office', false);
  await expect(window.status('Office')).toHaveText('Off');
});

test('an .ovpn that is dropped on a profile, or together with a stunnel.conf, is its VPN', async ({
  launch,
  directory,
}) => {
  const adit = await launch();
  const { window } = adit;
  await takeOpenvpn(adit);
  const [file, conf] = [path.join(directory, 'office.ovpn'), path.join(directory, 'stunnel.conf')];
  await writeFile(file, ovpn);
  await writeFile(conf, '[openvpn]\naccept = 443\nconnect = 1194\ncert = server.pem\n');
  await window.drop(file, conf);
  await window.add({ "Server's host name": 'vpn.example', Name: 'Both' });
  const card = adit.page.getByRole('region', { name: 'VPN' });
  await expect(card).toContainText('office.ovpn with');
  const [both] = (await adit.state()).profiles;
  expect(both?.profile.application).toBe('openvpn');
  expect(await readFile(both?.profile.openvpn?.path ?? '', 'utf8')).toBe(ovpn);

  const other = path.join(directory, 'lab.ovpn');
  await writeFile(other, ovpn);
  await window.row('Both').click();
  await window.drop(other);
  await expect(card).toContainText('lab.ovpn with');
});
