import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { opensslFingerprint } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { type Sshd, startSshd } from '../peers/sshd.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');
test.skip(!hasTool('sshd') || !hasTool('ssh'), 'sshd or ssh is not installed');

/** Runs the line that the app opens in a terminal, with the test's key and a command at its end. */
async function runLine(line: readonly string[], sshd: Sshd, command: string): Promise<string> {
  const [program, ...args] = line;
  expect(program).toBe('ssh');
  const { stdout } = await execute(requireTool('ssh'), [...sshd.clientArguments, ...args, command]);
  return stdout.trim();
}

async function addSshProfile({ window }: Adit, serverPort: number, user: string): Promise<number> {
  const localPort = await freePort();
  await window.paste(serverConfiguration(serverPort));
  await window.add({
    "Server's host name": 'localhost',
    'Local port': String(localPort),
    Name: 'Work',
    'User name': user,
  });
  return localPort;
}

test('ssh runs a command through the tunnel while it is on, and fails when it is off', async ({ launch, use }) => {
  const sshd = await use(startSshd());
  const server = await use(startTunnelServer(sshd.port));
  const adit = await launch();
  const { window } = adit;
  const localPort = await addSshProfile(adit, server.port, sshd.user);
  // One click does all of it; the question about the certificate comes in between.
  await window.button('Connect').click();
  await expect(window.detail()).toContainText('Waiting for your answer');
  expect(await adit.terminals()).toEqual([]);
  await window.button('Trust this certificate').click();
  await expect.poll(async () => (await adit.terminals()).length).toBe(1);
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await window.button('Open SSH').click();
  await expect.poll(async () => (await adit.terminals()).length).toBe(2);
  const [line = []] = await adit.terminals();
  const alias = `[localhost]:${server.port}`;
  expect(line).toEqual(['ssh', '-p', String(localPort), '-o', `HostKeyAlias=${alias}`, `${sshd.user}@127.0.0.1`]);
  // What is started is shown once.
  expect(await adit.questions()).toEqual([expect.stringMatching(/^Work: OpenSSH in /)]);
  const typed = line.map((word) => (word.includes('[') ? `'${word}'` : word)).join(' ');
  await window.button('Copy command').click();
  await expect.poll(adit.clipboard).toBe(typed);
  await expect(adit.page.getByTestId('command')).toHaveText(typed);

  expect(await runLine(line, sshd, 'echo through the tunnel')).toBe('through the tunnel');
  const knownHosts = await readFile(path.join(sshd.directory, 'known_hosts'), 'utf8');
  expect(knownHosts.trim()).toBe(`${alias} ${sshd.hostKey}`);

  await window.turn('Work', false);
  await expect(window.status('Work')).toHaveText('Off');
  await expect(runLine(line, sshd, 'true')).rejects.toMatchObject({ code: 255 });
  await window.turn('Work', true);
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  expect(await runLine(line, sshd, 'echo again')).toBe('again');
});

test('no program is opened where the way is broken, and Cancel switches off again', async ({ launch, use }) => {
  const sshd = await use(startSshd());
  const server = await use(startTunnelServer(sshd.port));
  const adit = await launch();
  const { window } = adit;
  await addSshProfile(adit, server.port, sshd.user);
  await window.button('Connect').click();
  await window.button('Not now').click();
  await window.detail().getByRole('button', { name: 'Cancel' }).click();
  await expect(window.status('Work')).toHaveText('Off');
  await server.stop();
  await window.button('Connect').click();
  await expect(window.status('Work')).toHaveText(/^On · server unreachable/);
  await expect(window.button('Open SSH')).toBeVisible();
  expect(await adit.terminals()).toEqual([]);
});

test('a changed certificate blocks the tunnel and shows both fingerprints', async ({ launch, use }) => {
  const sshd = await use(startSshd());
  const server = await use(startTunnelServer(sshd.port));
  const adit = await launch();
  const { window } = adit;
  const localPort = await addSshProfile(adit, server.port, sshd.user);
  const line = [
    'ssh',
    '-p',
    String(localPort),
    '-o',
    `HostKeyAlias=[localhost]:${server.port}`,
    `${sshd.user}@127.0.0.1`,
  ];
  await window.turn('Work', true);
  const before = await opensslFingerprint(server.certificate().certificate);
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);

  const { certificate } = await server.replaceCertificate();
  const after = await opensslFingerprint(certificate);
  await expect(runLine(line, sshd, 'true')).rejects.toMatchObject({ code: 255 });
  await expect(window.status('Work')).toHaveText(/^Blocked · .*another certificate than the one you trusted/);
  await expect.poll(adit.tray.icon).toBe('attention');
  expect(sshd.log()).not.toContain('Accepted publickey');

  await window.button('Compare the certificates…').click();
  await expect(window.sheet()).toContainText('has changed');
  expect(await window.fingerprint('fingerprint-old')).toBe(before);
  expect(await window.fingerprint('fingerprint-new')).toBe(after);
  await window.button('Not now').click();
  await expect(window.status('Work')).toHaveText(/^Blocked/);
  await expect(runLine(line, sshd, 'true')).rejects.toMatchObject({ code: 255 });

  await window.button('Compare the certificates…').click();
  await window.button('Show the rest').click();
  await window.button('Trust the new certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  expect(await runLine(line, sshd, 'echo renewed')).toBe('renewed');
});

test('a certificate renewed with the same key needs no question', async ({ launch, use }) => {
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const { window } = adit;
  await addSshProfile(adit, server.port, 'alice');
  await window.turn('Work', true);
  await window.button('Trust this certificate').click();
  await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);
  const { certificate } = await server.replaceCertificate({ key: server.certificate().key });
  await window.button('Check now').click();
  const shown = async () => {
    const status = (await adit.state()).profiles[0]?.tunnel.status;
    return status?.kind === 'on' && status.server.kind === 'reachable'
      ? status.server.certificate?.sha256
      : status?.kind;
  };
  await expect.poll(shown).toBe(await opensslFingerprint(certificate));
});
