import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
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
