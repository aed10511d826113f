/** `adit import ssh://…` with a real sshd. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchScript, fetchStatus } from '../../main/launch/server-files/fetch-script.ts';
import { fetchCommand } from '../../preload/ssh-address.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { canLogIn, type ServerLogin, startServerLogin } from '../peers/server-login.ts';
import { execute, requireTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe.skipIf(!canLogIn)('adit import ssh://', () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  let server: ServerLogin;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
    server = await startServerLogin(directory.path);
    env = { PATH: `${server.bin}:${process.env['PATH']}` };
  });
  afterAll(async () => {
    await Promise.all([cli?.[Symbol.asyncDispose](), server?.[Symbol.asyncDispose]()]);
    await directory?.close();
  });

  it('says the one command, and brings profiles with the host and the certificate, and no key', async () => {
    const { code, stdout, stderr } = await cli.run(['import', server.address, '--json'], '', env);
    const { port, user } = server.sshd;
    expect(stderr).toContain(`Running: ssh -T -p ${port} ${user}@127.0.0.1 sh -s`);
    expect(code).toBe(0);
    const { profiles } = JSON.parse(stdout);
    expect(profiles).toHaveLength(2);
    for (const [index, remote] of [443, 8443].entries()) {
      expect(profiles[index]).toMatchObject({
        connect: [{ host: '127.0.0.1', port: remote }],
        trust: { kind: 'pinned' },
      });
      expect(profiles[index].trust.certificates[0].pem).toContain(server.certificate.split('\n')[1]);
    }
    expect(stdout).not.toContain('PRIVATE KEY');
  });

  it('sends neither private keys nor pre-shared keys, and leaves nothing on the server', async () => {
    const shell = 'export SSH_ORIGINAL_COMMAND="sh -s"; exec unshare --mount sh "$0" < "$1" > "$2"';
    const [script, tar, scratch] = ['fetch.sh', 'sent.tar', 'scratch'].map((name) => path.join(directory.path, name));
    await mkdir(scratch ?? '');
    await writeFile(script ?? '', fetchScript);
    const environment = { ...process.env, TMPDIR: scratch };
    await execute('sh', ['-c', shell, server.login, script ?? '', tar ?? ''], { env: environment });
    const sent = await readFile(tar ?? '', 'latin1');
    expect(sent).toContain('BEGIN CERTIFICATE');
    expect(sent).not.toMatch(/PRIVATE KEY|00112233445566778899/);
    expect((await execute('ls', ['-A', scratch ?? ''])).stdout).toBe('');
  });

  describe('by a login that may not read everything', () => {
    /** What the script says as nobody, with these programs before the others. */
    async function asNobody(name: string, sudo: string | null) {
      const bin = path.join(directory.path, `${name}-bin`);
      await mkdir(bin);
      if (sudo !== null) {
        // It becomes root by the rights of its file, as sudo does.
        await execute('install', ['-m', '4755', requireTool('setpriv'), path.join(bin, 'become')]);
        await writeFile(
          path.join(bin, 'sudo'),
          `#!/bin/sh\n${sudo}\nexec ${bin}/become --reuid=0 --regid=0 --clear-groups "$@"\n`,
        );
        await chmod(path.join(bin, 'sudo'), 0o755);
      }
      await execute('chmod', ['755', directory.path, path.join(directory.path, 'stunnel')]);
      await writeFile(path.join(directory.path, 'fetch.sh'), fetchScript);
      const become = 'setpriv --reuid=65534 --regid=65534 --clear-groups';
      const line = `mount --bind "$1/stunnel" /etc/stunnel && PATH="$2:$PATH" TMPDIR=/tmp exec ${become} sh "$1/fetch.sh" > "$1/${name}.tar"`;
      const { code = 0, stderr } = (await execute('unshare', [
        '--mount',
        'sh',
        '-c',
        line,
        'sh',
        directory.path,
        bin,
      ]).catch((error: { code: number; stderr: string }) => error)) as { code?: number; stderr: string };
      return { code, stderr, sent: await readFile(path.join(directory.path, `${name}.tar`), 'latin1') };
    }

    it('sends the rest, and says so to whoever may ask for more', async () => {
      const { code, stderr, sent } = await asNobody('plain', null);
      expect(code).toBe(fetchStatus.partly);
      expect(stderr).toContain('Not allowed to read /etc/stunnel/server.pem');
      expect(sent).toContain('stunnel.conf');
      expect(sent).not.toContain('BEGIN CERTIFICATE');
    });

    it('sends all of it where sudo asks nothing, and still no key', async () => {
      const { code, sent } = await asNobody('free', '[ "$1" = -n ] && shift');
      expect(code).toBe(0);
      expect(sent).toContain('BEGIN CERTIFICATE');
      expect(sent).not.toMatch(/PRIVATE KEY|00112233445566778899/);
    });
  });

  it('takes sudo’s password from the line before the script', async () => {
    const [user, script] = [path.join(directory.path, 'sudo'), path.join(directory.path, 'with-password')];
    await writeFile(user, '#!/bin/sh\nread -r word && echo "got $word" >&2 && shift 4 && exec "$@"\n');
    await chmod(user, 0o755);
    await writeFile(script, `secret\n${fetchScript}`);
    const [, , , ...words] = fetchCommand({ user: null, host: 'h', port: null }, true);
    const line = `mount --bind "$0/stunnel" /etc/stunnel; PATH="$0:$PATH" ${words.join(' ')} < "$0/with-password" > "$0/sudo.tar"`;
    const { stderr } = await execute('unshare', ['--mount', 'sh', '-c', line, directory.path]);
    expect(stderr).toContain('got secret');
    expect(await readFile(path.join(directory.path, 'sudo.tar'), 'latin1')).toContain('BEGIN CERTIFICATE');
  });

  it('says why nothing came: a login that fails, a server without stunnel, an address that is none', async () => {
    const refused = await cli.run(['import', 'ssh://nobody-here@127.0.0.1:1'], '', env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Nothing was brought: ssh did not get there');
    await writeFile(server.login, 'mount -t tmpfs none /etc/stunnel && exec sh -s');
    const empty = await cli.run(['import', server.address], '', env);
    expect(empty.stderr).toContain('There is no stunnel configuration in the usual places');
    const bare = await cli.run(['import', server.address], '', { PATH: directory.path });
    expect(bare.stderr).toMatch(/Nothing was brought: There is no program ssh on this computer\. Install it: /);
    const wrong = await cli.run(['import', 'ssh://-oProxyCommand=x']);
    expect(wrong.code).toBe(2);
  });
});
