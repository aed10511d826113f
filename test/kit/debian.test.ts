/** The kit's own install.sh on a Debian, twice; and what its Dockerfile says, step by step. */
import { chown, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startProcess } from '../peers/process.ts';
import { execute, requireTool } from '../peers/tools.ts';
import { bring, type Debian, hasDebian, startDebian } from './debian.ts';
import { answersWith, client, HOST, unpack, writeKit } from './kits.ts';

let directory: TemporaryDirectory;
beforeAll(async () => {
  directory = await temporaryDirectory('adit-kit-');
});
afterAll(() => directory.close());

let made = 0;
const place = () => {
  made += 1;
  return path.join(directory.path, String(made));
};

async function debian(context: TestContext): Promise<Debian> {
  const found = await startDebian(place());
  return found ?? context.skip('No mirror of Debian can be reached.');
}

const service = `const say = (words, port) => require('node:net').createServer((socket) => socket.end(words)).on('error', () => {}).listen(port, '127.0.0.1');
say('ssh', 22); say('web', 8080); console.log('up'); setTimeout(() => {}, 3_600_000);`;

/** What stands behind the tunnels, in the network of that Debian. */
function startServices({ network: [command = '', ...network] }: Debian) {
  return startProcess({ command, args: [...network, process.execPath, '-e', service], ready: /up/ });
}

/** What OpenSSL gets from port 443 with what a client has been given; with nothing it is a browser. */
async function got({ network: [command = '', ...network] }: Debian, folder: string | null): Promise<string> {
  const name = folder === null ? HOST : `ssh.${HOST}`;
  const shown =
    folder === null
      ? []
      : [
          '-cert',
          `${folder}/client.pem`,
          '-key',
          `${folder}/client.key`,
          '-CAfile',
          `${folder}/server.pem`,
          '-verify_return_error',
        ];
  const args = ['s_client', '-quiet', '-connect', '127.0.0.1:443', '-servername', name, ...shown];
  const said = await execute(command, [...network, requireTool('openssl'), ...args]).catch(
    (error: { stdout: string }) => error,
  );
  return said.stdout;
}

const page = { kind: 'sni', host: '127.0.0.1', port: 8080 } as const;

describe.skipIf(!hasDebian)('on a Debian', () => {
  it('install.sh installs, can be run again, and brings what has changed', async (context) => {
    await using system = await debian(context);
    await using _services = await startServices(system);
    const kit = place();
    const answers = answersWith({ clients: 'certificate', page });
    await writeKit(kit, answers, { add: [client('alice'), client('bob')] });
    const [alice, bob] = [await unpack(kit, 'alice', place()), await unpack(kit, 'bob', place())];
    await bring(system, kit);

    const missing = await system.shell('sh /root/adit-server/check.sh');
    expect([missing.code, missing.output]).toEqual([1, expect.stringContaining('NOT OK   The service is not up.')]);
    expect(missing.output).toContain('NOT OK   Nothing listens on port 443.');
    expect(missing.output).toContain('NOT OK   There is no certificate');

    // Nothing happens without a yes.
    const asked = await system.shell('yes n | sh /root/adit-server/install.sh');
    expect([asked.code, asked.output]).toEqual([1, expect.stringContaining('Install stunnel? [Y/n]   Left out.')]);
    expect(await readdir(path.join(system.root, 'etc'))).not.toContain('stunnel');

    const first = await system.shell('sh /root/adit-server/install.sh --yes');
    expect([first.code, first.output]).toEqual([
      0,
      expect.stringContaining('ok       It shows the certificate that it should.'),
    ]);
    expect([await got(system, alice), await got(system, bob), await got(system, null)]).toEqual(['ssh', 'ssh', 'web']);
    const { output } = await system.shell(
      'stat -c "%U:%G %a %n" /etc/stunnel/adit /etc/stunnel/adit/*; ps -o user= -C stunnel4 || cat /proc/$(cat /run/adit-server.pid)/status | grep -E "^(Uid|CapEff)"',
    );
    expect(output).toContain('root:stunnel4 640 /etc/stunnel/adit/server.key');
    expect(output).toContain('root:stunnel4 750 /etc/stunnel/adit\n');

    const again = await system.shell('sh /root/adit-server/install.sh --yes');
    expect([again.code, again.output]).toEqual([
      0,
      expect.stringContaining('The files in /etc/stunnel/adit are as they should be.'),
    ]);
    expect(again.output).not.toMatch(/Install|Copy|started/);

    const pid = await system.shell('cat /run/adit-server.pid');
    await writeKit(kit, answers, { revoke: ['bob'], renew: 'same key' });
    await bring(system, kit);
    const changed = await system.shell('sh /root/adit-server/install.sh --yes');
    expect([changed.code, changed.output]).toEqual([
      0,
      expect.stringContaining('ok       It shows the certificate that it should.'),
    ]);
    expect(await system.shell('cat /run/adit-server.pid')).toEqual(pid);
    expect([await got(system, await unpack(kit, 'alice', place())), await got(system, bob)]).toEqual(['ssh', '']);
  });

  it('certbot’s hook puts a renewed certificate into place, and stunnel reads it without ending', async (context) => {
    await using system = await debian(context);
    const kit = place();
    const answers = answersWith({ certificate: { kind: 'lets-encrypt', email: null } });
    await writeKit(kit, answers);
    await bring(system, kit);
    const live = `/etc/letsencrypt/live/${HOST}`;
    // A certbot that has nobody to ask: what it leaves behind is what counts.
    const fetch = `mkdir -p ${live} && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 60 -subj /CN=${HOST} -keyout ${live}/privkey.pem -out ${live}/fullchain.pem`;
    await system.shell(
      `printf '#!/bin/sh\\necho "$@" > /root/asked\\n%s\\n' '${fetch}' > /usr/bin/certbot; chmod +x /usr/bin/certbot`,
    );
    const installed = await system.shell('sh /root/adit-server/install.sh --yes');
    expect([installed.code, installed.output]).toEqual([
      0,
      expect.stringContaining('It shows the certificate that it should'),
    ]);
    expect(await readFile(path.join(system.root, 'root/asked'), 'utf8')).toBe(
      `certonly --standalone -d ${HOST} --register-unsafely-without-email\n`,
    );
    const before = await system.shell('cat /run/adit-server.pid');
    const hook = 'sh /etc/letsencrypt/renewal-hooks/deploy/adit-server.sh';
    const renewed = await system.shell(`${fetch} && RENEWED_LINEAGE=${live} ${hook} && sh /root/adit-server/check.sh`);
    expect([renewed.code, renewed.output]).toEqual([
      0,
      expect.stringContaining('It shows the certificate that it should'),
    ]);
    expect(await system.shell('cat /run/adit-server.pid')).toEqual(before);
    // Of another certificate of the same certbot.
    expect(await system.shell(`RENEWED_LINEAGE=/etc/letsencrypt/live/other.example ${hook}`)).toEqual({
      code: 0,
      output: '',
    });
  });

  it('the steps of the Dockerfile make what runs with the rights that it is given', async (context) => {
    await using system = await debian(context);
    await using _services = await startServices(system);
    const kit = place();
    await writeKit(kit, answersWith({ platform: 'compose', clients: 'certificate', page }), { add: [client('alice')] });
    const dockerfile = await readFile(path.join(kit, 'server/Dockerfile'), 'utf8');
    const instructions = dockerfile.replaceAll('\\\n', ' ').split('\n');
    const values = (name: string) =>
      instructions.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));
    for (const step of values('RUN')) expect(await system.shell(step)).toMatchObject({ code: 0 });
    await bring(system, kit);
    // The folder of whoever has made the kit, as Docker mounts it.
    const mounted = path.join(system.root, 'root/adit-server');
    for (const name of await readdir(mounted)) await chown(path.join(mounted, name), 1000, 1000);
    await system.shell('mkdir -p /etc/stunnel && mv /root/adit-server /etc/stunnel/adit');
    const compose = await readFile(path.join(kit, 'server/compose.yaml'), 'utf8');
    const added = /cap_add:\n((?: {6}- \w+\n)+)/.exec(compose)?.[1] ?? '';
    const rights = [...added.matchAll(/- (\w+)/g)].map(([, name = '']) => `+${name.toLowerCase()}`);
    const command = [...values('ENTRYPOINT'), ...values('CMD')].flatMap((line) => JSON.parse(line) as string[]);
    const start = `setpriv --no-new-privs --bounding-set=-all,${rights.join(',')} --inh-caps=-all ${command.join(' ')}`;
    await system.shell(`${start} > /root/log 2>&1 < /dev/null &`);
    const alice = await unpack(kit, 'alice', place());
    await expect.poll(() => got(system, alice)).toBe('ssh');
    expect(await got(system, null)).toBe('web');
  });
});
