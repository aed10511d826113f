/** `adit import ssh://…` with a real sshd. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchScript } from '../../main/launch/server-files/fetch-script.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { canLogIn, type ServerLogin, startServerLogin } from '../peers/server-login.ts';
import { execute } from '../peers/tools.ts';
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

  it('says why nothing came: a login that fails, a server without stunnel, an address that is none', async () => {
    const refused = await cli.run(['import', 'ssh://nobody-here@127.0.0.1:1'], '', env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Nothing was brought: ssh did not get there');
    await writeFile(server.login, 'mount -t tmpfs none /etc/stunnel && exec sh -s');
    const empty = await cli.run(['import', server.address], '', env);
    expect(empty.stderr).toContain('There is no stunnel configuration that this login may read');
    const bare = await cli.run(['import', server.address], '', { PATH: directory.path });
    expect(bare.stderr).toMatch(/Nothing was brought: There is no program ssh on this computer\. Install it: /);
    const wrong = await cli.run(['import', 'ssh://-oProxyCommand=x']);
    expect(wrong.code).toBe(2);
  });
});
