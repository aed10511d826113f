import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe('adit check', () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  it('is silent about a file that stunnel accepts', async () => {
    const file = path.join(directory.path, 'good.conf');
    await writeFile(file, '[ssh]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = 127.0.0.1:443\n');
    expect(await cli.run(['check', file])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it.skipIf(process.platform === 'win32')('reads what comes out of a pipe, as import and run do', async () => {
    const bash = (line: string) =>
      promisify(execFile)('bash', ['-c', line, process.execPath, cli.program]).catch((error: unknown) => error);
    const good = "printf '[ssh]\\nclient = yes\\naccept = 127.0.0.1:2222\\nconnect = h.example:443\\n'";
    expect(await bash(`"$0" "$1" check <(${good})`)).toMatchObject({ stdout: '', stderr: '' });
    expect(await bash(`"$0" "$1" import <(${good}; sleep 0.1)`)).toMatchObject({
      stdout: expect.stringContaining('becomes the profile “ssh”'),
    });
    expect(await bash('"$0" "$1" run <(echo nonsense)')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("No '=' found"),
    });
    for (const command of ['check', 'import', 'run']) {
      expect(await bash(`"$0" "$1" ${command} <(cat /dev/zero)`)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('larger than'),
      });
    }
  });

  it('says of verifyPeer that an authority is no server’s certificate', async () => {
    const file = path.join(directory.path, 'pin.conf');
    const pin = path.join(directory.path, 'root.crt');
    await writeFile(pin, rootCertificates[0] ?? '');
    await writeFile(
      file,
      `client = yes\n[a]\naccept = 127.0.0.1:1\nconnect = h:2\nverifyPeer = yes\nCAfile = ${pin}\n`,
    );
    const { code, stdout, stderr } = await cli.run(['check', file]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(
      /^\[\.\] .*pin\.conf:6: "CAfile = .*root\.crt holds an authority .*verifyChain = yes trusts/,
    );
    await writeFile(file, `client = yes\nverify = 2\nCAfile = ${pin}\n[a]\naccept = 127.0.0.1:1\nconnect = h:2\n`);
    expect((await cli.run(['check', file])).stderr).toBe('');
  });

  it('says what stunnel would refuse, with the line, as stunnel says it', async () => {
    const file = path.join(directory.path, 'bad.conf');
    await writeFile(file, '; a mistake\n[ssh]\nclient = true\n');
    const { code, stdout } = await cli.run(['check', file]);
    expect(code).toBe(1);
    expect(stdout).toBe(`[!] ${file}:3: "client = true": The argument needs to be either 'yes' or 'no'\n`);
  });

  it('looks at the files that are named, unless it is told not to', async () => {
    const file = path.join(directory.path, 'names.conf');
    const missing = path.join(directory.path, 'missing.pem');
    await writeFile(file, `[a]\naccept = 127.0.0.1:443\nconnect = 22\ncert = ${missing}\nciphers = HIGH\n`);
    const { code, stdout } = await cli.run(['check', file]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      '[!] SSL_CTX_use_certificate_chain_file: No such file or directory (2)\n' +
        `[!] Failed to load certificate from: ${missing}\n` +
        '[!] Service [a]: Failed to initialize TLS context\n',
    );
    expect(await cli.run(['check', '--no-files', file])).toMatchObject({ code: 0, stdout: '' });
  });

  it('refuses lists that the TLS library refuses', async () => {
    const head = '[a]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = 443\n';
    const { code, stdout } = await cli.run(['check', '-'], `${head}curves = BAR\n`);
    expect(code).toBe(1);
    expect(stdout).toContain("[!] Invalid groups list in 'curves'\n");
    expect((await cli.run(['check', '-'], `${head}ciphers = FOO\n`)).stdout).toContain('no cipher match');
  });

  it('judges what needs no file without files: lists, compression, and not folders of another computer', async () => {
    const service = '[a]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = 127.0.0.1:443\n';
    const checked = (text: string) => cli.run(['check', '--no-files', '-'], text);
    expect((await checked(`${service}ciphers = FOO\n`)).code).toBe(1);
    expect((await checked(`compression = zlib\n${service}`)).code).toBe(1);
    const { code, stderr } = await checked(`include = ${path.join(directory.path, 'elsewhere')}\n${service}`);
    expect(code).toBe(0);
    expect(stderr).toContain('Not checked: this needs a folder that was not read.');
  });

  it.each(['cert = /elsewhere/client.pem', 'key = C:\\keys\\client.key', 'CRLfile = crl.pem', 'PSKsecrets = psk.txt'])(
    'says without files which file it has not looked at: %s',
    async (line) => {
      const service = '[a]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = 127.0.0.1:443\n';
      const { code, stdout, stderr } = await cli.run(['check', '--no-files', '-'], `${service}${line}\n`);
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr).toBe(`[.] standard input:5: "${line}": Not checked: this needs a file that was not read.\n`);
    },
  );

  it('holds a file with options of Windows to the rules of Windows', async () => {
    const service = '[a]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = 127.0.0.1:443\n';
    const text = `output = C:\\stunnel\\stunnel.log\ntaskbar = yes\n${service}`;
    expect(await cli.run(['check', '--no-files', '-'], text)).toMatchObject({ code: 0, stdout: '' });
  });

  it.each(['ciphers =', 'ciphers = FOO', 'curves = BAR', 'ciphersuites = FOO'])(
    'and adit run refuse the same list: %s',
    async (line) => {
      const file = path.join(directory.path, 'list.conf');
      await writeFile(
        file,
        `foreground = yes\n[a]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:9\n${line}\n`,
      );
      expect((await cli.run(['check', file])).code).toBe(1);
      const run = await cli.run(['run', file]);
      expect(run.code).not.toBe(0);
      expect(run.stderr + run.stdout).toContain('Service [a]: Failed to initialize TLS context');
    },
  );

  it('checks what is included as well', async () => {
    const folder = path.join(directory.path, 'conf.d');
    await mkdir(folder);
    await writeFile(path.join(folder, 'ssh.conf'), '\nacept = 2222\n');
    const file = path.join(directory.path, 'including.conf');
    await writeFile(file, `include = ${folder}\n`);
    const { code, stdout } = await cli.run(['check', file]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      `[!] ${folder}/ssh.conf:2: "acept = 2222": Specified option name is not valid here\n` +
        `[!] ${file}:1: "include = ${folder}": Failed to include a file\n`,
    );
  });

  it('reads standard input, and explains what it cannot read', async () => {
    expect((await cli.run(['check', '-'], 'nonsense\n')).stdout).toMatch(/^\[!\] standard input:1: "nonsense": /);
    const missing = await cli.run(['check', path.join(directory.path, 'missing.conf')]);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('could not be read');
    expect((await cli.run(['check', directory.path])).stderr).toContain('is a folder');
  });
});
