/**
 * A real sshd whose /etc/stunnel is a folder of a test, and the system's ssh with the key for it. As root on Linux: whoever logs
 * in gets mounts of their own, so that the computer's /etc/stunnel stays as it is.
 */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeCertificate } from './certificates.ts';
import { type Sshd, startSshd } from './sshd.ts';
import { hasTool, requireTool } from './tools.ts';

export const canLogIn =
  process.platform === 'linux' && process.getuid?.() === 0 && hasTool('sshd') && hasTool('unshare');

export interface ServerLogin {
  readonly sshd: Sshd;
  /** `ssh://USER@HOST:PORT`. */
  readonly address: string;
  /** The server's certificate; its key is in the same file. */
  readonly certificate: string;
  /** A folder whose `ssh` takes this test's key. */
  readonly bin: string;
  /** What a login runs, with the command in SSH_ORIGINAL_COMMAND. */
  readonly login: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** `directory` is the test's. Two services, one of them with a certificate outside of /etc/stunnel, and a pre-shared key. */
export async function startServerLogin(directory: string): Promise<ServerLogin> {
  const sshd = await startSshd();
  const place = (name: string) => path.join(directory, name);
  await mkdir(place('stunnel'));
  await mkdir(place('bin'));
  const made = await makeCertificate(directory, 'server', { commonName: 'tunnel.test' });
  const key = await readFile(made.key, 'utf8');
  await writeFile(place('stunnel/server.pem'), `${key}\n${made.pem}`, { mode: 0o600 });
  await writeFile(place('outside.pem'), `${made.pem}\n${key}`, { mode: 0o600 });
  await writeFile(place('stunnel/psk.txt'), 'ada:00112233445566778899aabbccddeeff\n', { mode: 0o600 });
  await writeFile(
    place('stunnel/stunnel.conf'),
    `cert = /etc/stunnel/server.pem\n[ssh]\naccept = 443\nconnect = 22\n[web]\naccept = 8443\nconnect = 80\ncert = ${place('outside.pem')}\n`,
  );
  const login = place('login.sh');
  await writeFile(login, `mount --bind ${place('stunnel')} /etc/stunnel && exec sh -c "$SSH_ORIGINAL_COMMAND"`);
  const keys = path.join(sshd.directory, 'authorized_keys');
  await writeFile(keys, `command="unshare --mount sh ${login}" ${await readFile(keys, 'utf8')}`);
  const ssh = [requireTool('ssh'), ...sshd.clientArguments].join(' ');
  await writeFile(place('bin/ssh'), `#!/bin/sh\nexec ${ssh} "$@"\n`);
  await chmod(place('bin/ssh'), 0o755);
  return {
    sshd,
    address: `ssh://${sshd.user}@127.0.0.1:${sshd.port}`,
    certificate: made.pem,
    bin: place('bin'),
    login,
    [Symbol.asyncDispose]: sshd.close,
  };
}
