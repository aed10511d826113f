import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { temporaryDirectory } from './directory.ts';
import { freePort } from './free-port.ts';
import { type RunningProcess, startProcess } from './process.ts';
import { execute, requireTool } from './tools.ts';

export interface Sshd extends RunningProcess {
  readonly port: number;
  /** Who may log in: the user that runs the test. */
  readonly user: string;
  /** Path of the client's private key. */
  readonly key: string;
  /** The server's public host key, `TYPE BASE64`. */
  readonly hostKey: string;
  /** A directory for known_hosts files and the like; removed with the server. */
  readonly directory: string;
  /** Arguments for `ssh` that use this key and nothing of the user's own configuration or agent. */
  readonly clientArguments: readonly string[];
}

/** A real sshd on a free port of 127.0.0.1, with host key and client key made for it. */
export async function startSshd(): Promise<Sshd> {
  const sshd = requireTool('sshd');
  const directory = await temporaryDirectory('adit-sshd-');
  const file = (name: string) => path.join(directory.path, name);
  try {
    // As root, Linux's sshd wants its privilege separation directory; a package's service unit makes it at start.
    if (process.platform === 'linux' && process.getuid?.() === 0)
      await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
    const keygen = requireTool('ssh-keygen');
    await execute(keygen, ['-q', '-t', 'ed25519', '-N', '', '-C', 'host', '-f', file('host')]);
    await execute(keygen, ['-q', '-t', 'ed25519', '-N', '', '-C', 'client', '-f', file('client')]);
    await writeFile(file('authorized_keys'), await readFile(file('client.pub')));
    await chmod(file('authorized_keys'), 0o600);
    const port = await freePort();
    await writeFile(
      file('sshd_config'),
      [
        `Port ${port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${file('host')}`,
        `AuthorizedKeysFile ${file('authorized_keys')}`,
        'PidFile none',
        'StrictModes no',
        'UsePAM no',
        'PermitRootLogin yes',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'PermitUserEnvironment no',
        'PrintMotd no',
        'Subsystem sftp internal-sftp',
        '',
      ].join('\n'),
    );
    const running = await startProcess({
      command: sshd,
      args: ['-D', '-e', '-f', file('sshd_config')],
      ready: /Server listening on 127\.0\.0\.1 port \d+/,
    });
    const close = async () => {
      await running.close();
      await directory.close();
    };
    const hostKey = (await readFile(file('host.pub'), 'utf8')).split(' ').slice(0, 2).join(' ');
    const option = (text: string) => ['-o', text];
    return {
      ...running,
      port,
      user: userInfo().username,
      key: file('client'),
      hostKey,
      directory: directory.path,
      clientArguments: [
        ...['-F', 'none', '-i', file('client')],
        ...['IdentitiesOnly=yes', 'IdentityAgent=none', 'BatchMode=yes', 'ConnectTimeout=10'].flatMap(option),
        ...['StrictHostKeyChecking=accept-new', `UserKnownHostsFile=${file('known_hosts')}`].flatMap(option),
      ],
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await directory.close();
    throw error;
  }
}
