import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSelfSigned } from '../../main/trust/self-signed.ts';
import { profileSchema } from '../../preload/fields/profile.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { buildCli, type Cli } from './support/cli.ts';

const seeds = path.join(import.meta.dirname, '../../../shared/configs/seed');

const server = `; a server
output = /var/log/stunnel.log
cert = /etc/stunnel/server.pem
[ssh]
accept = 443
connect = 127.0.0.1:22
[redis]
accept = 6380
connect = 127.0.0.1:6379
`;

describe('adit import', () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  const file = async (name: string, text: string) => {
    const full = path.join(directory.path, name);
    await writeFile(full, text);
    return full;
  };

  it('shows what each service of a server becomes, and asks for the host', async () => {
    const { code, stdout } = await cli.run(['import', await file('server.conf', server)]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\[ssh\][^[]*127\.0\.0\.1:2222(?:, \[::1\]:2222)?\n[^[]*\?:443/);
    expect(stdout).toMatch(/\[redis\][^[]*127\.0\.0\.1:6379(?:, \[::1\]:6379)?\n[^[]*\?:6380/);
    expect(stdout).toMatch(/question/);
    expect(stdout).toMatch(/line 3: “cert = \/etc\/stunnel\/server.pem”/);
  });

  it('prints valid profiles as JSON once the host is answered, and none before', async () => {
    const source = await file('server.conf', server);
    const open = JSON.parse((await cli.run(['import', source, '--json'])).stdout);
    expect(open).toMatchObject({ ok: true, source: 'server.conf', profiles: [] });
    expect(open.services.map((service: { questions: string[] }) => service.questions)).toEqual([['host'], ['host']]);

    const answered = JSON.parse((await cli.run(['import', source, '--json', '--host', 'tunnel.example'])).stdout);
    const profiles = answered.profiles.map((profile: unknown) => profileSchema.parse(profile));
    expect(profiles).toMatchObject([
      {
        application: 'ssh',
        accept: [{ host: '127.0.0.1', port: expect.any(Number) }],
        connect: [{ host: 'tunnel.example', port: 443 }],
        trust: { kind: 'system' },
      },
      { application: 'redis', connect: [{ host: 'tunnel.example', port: 6380 }] },
    ]);
  });

  it('says where settings and a server’s fields come from, and when nothing is verified', async () => {
    const text = '[git]\nclient = yes\naccept = 2222\nconnect = a.example:443\nsslVersionMin = TLSv1.2\n';
    const client = await cli.run(['import', await file('client.conf', text)]);
    expect(client.stdout).toMatch(/minVersion +TLSv1\.2 \(line 5\)/);
    expect(client.stdout).toMatch(/verified +not by this file, which accepts any certificate/);
    const verifying = await cli.run(['import', '-'], `${text}verifyChain = yes\nCAfile = /etc/ssl/ca.pem\n`);
    expect(verifying.stdout).not.toContain('accepts any certificate');

    const source = await file('server.conf', server);
    const { stdout } = await cli.run(['import', source]);
    expect(stdout).toMatch(/ {2}application +SSH, because/);
    expect(stdout).toMatch(/ {2}port +.*line 5/);
    expect(stdout).not.toContain('accepts any certificate');
    expect((await cli.run(['import', source, '--host', 'a.example'])).stdout).toMatch(
      / {2}host +Given on the command line/,
    );
  });

  it('reads standard input', async () => {
    const { code, stdout } = await cli.run(['import', '-', '--json'], server);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, source: null });
  });

  it('reads a file that Windows wrote', async () => {
    const source = path.join(directory.path, 'windows.conf');
    await writeFile(source, Buffer.from(`\uFEFF${server.replaceAll('\n', '\r\n')}`, 'utf16le'));
    const { services } = JSON.parse((await cli.run(['import', source, '--json'])).stdout);
    expect(services).toMatchObject([
      { section: 'ssh', remotePort: 443 },
      { section: 'redis', remotePort: 6380 },
    ]);
  });

  it('imports a client configuration as it is', async () => {
    const client = '[ssh]\nclient = yes\naccept = 127.0.0.1:2022\nconnect = tunnel.example:443\n';
    const { stdout } = await cli.run(['import', await file('client.conf', client), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      services: [{ role: 'client', host: 'tunnel.example', remotePort: 443, localPort: 2022, questions: [] }],
      profiles: [{ accept: [{ host: '127.0.0.1', port: 2022 }], connect: [{ host: 'tunnel.example', port: 443 }] }],
    });
  });

  it('says where a client listens when the file does not say it so, and names servers in reserve', async () => {
    const text = '[a]\nclient = yes\naccept = 443\nconnect = a.example:1\nconnect = 2001:db8::1:2\n';
    const { stdout } = await cli.run(['import', '-'], text);
    expect(stdout).toMatch(/^ *local port +As in the file \(line 3\), but on this computer only.*below 1024/m);
    expect(stdout).toMatch(/^ *server +a\.example:1\n *in reserve +\[2001:db8::1\]:2\n/m);
    const plain = await cli.run(['import', '-'], text.replace('accept = ', 'accept = 127.0.0.1:8'));
    expect(plain.stdout).not.toMatch(/local port|^ *host /m);
  });

  it('says that a port which the file names had to move, and gives it to the section that names it', async () => {
    const redis =
      '[s]\naccept = 16380\nconnect = 6379\n[c]\nclient = yes\naccept = 127.0.0.1:6379\nconnect = m.example:16380\n';
    const again = `${redis}[d]\nclient = yes\naccept = 127.0.0.1:6379\nconnect = n.example:16380\n`;
    const { stdout } = await cli.run(['import', '-', '--host', 'h.example'], again);
    const local = Array.from(stdout.matchAll(/^ {2}local +([^\s,]+)/gm), ([, address]) => address);
    // Somebody may listen on the one that is made up.
    expect(local.slice(1)).toEqual(['127.0.0.1:6379', '127.0.0.1:6380']);
    expect(local[0]).not.toBe('127.0.0.1:6379');
    expect(stdout).toMatch(/The file says 6379 \(line 10\), which another tunnel has; 6380 is free\./);
  });

  it('lets --host and --port count more than any guess', async () => {
    const behind = 'cert = s.pem\n[ssh]\naccept = 127.0.0.1:4443\nconnect = 22\n';
    const asked = await cli.run(['import', '-', '--host', 'vps.example.net'], behind);
    expect(asked.stdout).toMatch(/question +Which port does the server have to the outside.*\(--port PORT\)$/m);
    const options = ['--host', 'vps.example.net', '--port', '443', '--json'];
    const { services, profiles } = JSON.parse((await cli.run(['import', '-', ...options], behind)).stdout);
    expect(services).toMatchObject([
      { host: 'vps.example.net', remotePort: 443, questions: [], reasons: { host: 'Given on the command line.' } },
    ]);
    expect(profiles).toMatchObject([{ connect: [{ host: 'vps.example.net', port: 443 }] }]);
  });

  it('shows IPv6 addresses in brackets, and one line for the trust that waits for a file', async () => {
    const client =
      'client = yes\n[]\naccept = 127.0.0.1:2022\nconnect = 2001:db8::1:443\nverifyChain = yes\nCAfile = missing.pem\n';
    const { stdout } = await cli.run(['import', await file('waiting.conf', client)]);
    expect(stdout).toContain('The service without a section name becomes the profile');
    expect(stdout).toMatch(/^ *server +\[2001:db8::1\]:443$/m);
    expect(stdout.match(/^ *trust .*$/gm)).toEqual([
      expect.stringMatching(
        /missing\.pem on this computer\. Choose it; until then the certificates of the system decide, and Adit asks once about another one\.$/,
      ),
    ]);
  });

  it('turns a placeholder into a question', async () => {
    const template = '[ssh]\naccept = PORT\nconnect = 127.0.0.1:22\ncert = server.pem\n';
    const { stdout } = await cli.run(['import', await file('template.conf', template), '--json']);
    const [service] = JSON.parse(stdout).services;
    expect(service.questions).toContain('remotePort');
  });

  it('fails when no section can be used, and says why', async () => {
    const source = await file('useless.conf', '[ssh]\nconnect = 127.0.0.1:22\ncert = server.pem\n');
    const { code, stdout } = await cli.run(['import', source]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/\[ssh\] cannot become a profile: .*accept/);
  });

  it.each([
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000'],
    ['prose', 'Dear all,\n\nplease find the minutes attached.\n'],
    ['an empty file', ''],
  ])('says that %s is no stunnel.conf', async (_what, text) => {
    const source = await file('other.txt', text);
    const { code, stdout, stderr } = await cli.run(['import', source]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim()).not.toBe('');
    const asJson = await cli.run(['import', source, '--json']);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: false, error: { what: expect.any(String) } });
  });

  it('says why a file cannot be read', async () => {
    const missing = await cli.run(['import', path.join(directory.path, 'missing.conf')]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/could not be read.*\n.*does not exist/);
    const folder = path.join(directory.path, 'empty');
    await mkdir(folder, { recursive: true });
    expect((await cli.run(['import', folder])).stderr).toMatch(/There is no stunnel configuration in empty/);
  });

  it('reads a folder with what is included and the certificate beside it', async () => {
    const folder = path.join(directory.path, 'etc');
    const { certificate, key } = await makeSelfSigned({
      commonName: 'tunnel.example.org',
      names: ['tunnel.example.org'],
      days: 30,
    });
    await mkdir(path.join(folder, 'conf.d'), { recursive: true });
    await writeFile(path.join(folder, 'stunnel.conf'), 'cert = server.pem\ninclude = /etc/stunnel/conf.d\n');
    await writeFile(path.join(folder, 'conf.d/ssh.conf'), '[ssh]\naccept = 443\nconnect = 22\n');
    await writeFile(path.join(folder, 'server.pem'), certificate);
    await writeFile(path.join(folder, 'server.key'), key);
    const { code, stdout, stderr } = await cli.run(['import', folder, '--json']);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      source: 'etc',
      services: [{ section: 'ssh', host: 'tunnel.example.org', questions: [] }],
      profiles: [{ trust: { kind: 'pinned' } }],
    });
    expect(stdout).not.toContain('PRIVATE KEY-----');
    expect((await cli.run(['import', folder])).stdout).toMatch(/server\.key: This is a private key/);
  });

  describe('the configurations beside the checkout', { skip: !existsSync(seeds) }, () => {
    // Without them one test is left to be reported as skipped.
    const names = existsSync(seeds) ? readdirSync(seeds).filter((name) => name.endsWith('.conf')) : ['none'];
    it.each(names)('%s: each section becomes a service', async (name) => {
      const source = path.join(seeds, name);
      const sections = readFileSync(source, 'utf8').match(/^\[[^\]\n]+\]/gm) ?? [];
      const { code, stdout } = await cli.run(['import', source, '--json', '--host', 'tunnel.example']);
      expect(code).toBe(0);
      const { services } = JSON.parse(stdout);
      expect(services.map(({ section }: { section: string }) => `[${section}]`)).toEqual(sections);
    });
  });
});
