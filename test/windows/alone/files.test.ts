/** Files where Windows has them: drives, long paths, names without case, devices, and a user with blanks and umlauts. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { load } from '../../../main/cli/load.ts';
import { readNamedFile, readNamedFileSync } from '../../../main/disk/named-file.ts';

const client = (name: string, more = '') =>
  `[${name}]\r\nclient = yes\r\naccept = 127.0.0.1:0\r\nconnect = tunnel.example:443\r\n${more}`;

describe.skipIf(process.platform !== 'win32')('on Windows', () => {
  let home = '';
  /** More than the 260 characters that a path may have without a word of Windows' own before it. */
  let deep = '';

  beforeAll(async () => {
    home = path.join(await mkdtemp(path.join(await realpath(tmpdir()), 'adit-')), 'Jörg von Müller', 'My Tunnels');
    deep = path.join(home, ...Array.from({ length: 8 }, (_, at) => `${at} ${'lång '.repeat(8)}x`));
    for (const folder of [home, deep]) {
      await mkdir(path.join(folder, 'conf.d'), { recursive: true });
      await writeFile(path.join(folder, 'conf.d', '10-Überall.conf'), client('included'));
    }
    expect(deep.length).toBeGreaterThan(300);
  });
  const start = process.cwd();
  afterEach(() => process.chdir(start));
  afterAll(() => rm(path.join(home, '../..'), { recursive: true, force: true }));

  const withSlashes = (folder: string) => folder.replaceAll('\\', '/');

  describe.each([
    ['a user with blanks and umlauts', () => home],
    ['a long path', () => deep],
  ])('in the folder of %s', (_where, folder) => {
    test.each<[string, (folder: string) => string]>([
      ['with a drive', (here) => path.join(here, 'conf.d')],
      ['with slashes', (here) => `${withSlashes(here)}/conf.d`],
      ['with both', (here) => `${here}/conf.d`],
      ['with a separator at its end', (here) => `${path.join(here, 'conf.d')}\\`],
      ['in other letters', (here) => path.join(here.toUpperCase(), 'CONF.D')],
      ['from the root of the drive', (here) => path.join(here, 'conf.d').slice(2)],
      ['from where the program was started', () => 'conf.d'],
      ['as Windows names long paths', (here) => `\\\\?\\${path.join(here, 'conf.d')}`],
    ])('include finds its folder written %s, and nothing of it is lost', async (_how, written) => {
      const file = path.join(folder(), 'main.conf');
      await writeFile(file, `foreground = yes\r\ninclude = ${written(folder())}\r\n${client('own')}`);
      process.chdir(folder());
      const loaded = await load(file);
      expect(loaded).toMatchObject({ ok: true, left: [] });
      expect(loaded.ok && loaded.services.map(({ specification }) => specification.name)).toEqual(['included', 'own']);
    });

    test('a secret is read from its file, whose name is written in any letters', async () => {
      const secrets = path.join(folder(), 'Schlüssel und mehr.txt');
      await writeFile(secrets, 'me:0123456789abcdef0123456789abcdef\r\n');
      const file = path.join(folder(), 'psk.conf');
      await writeFile(file, client('psk', `PSKsecrets = ${secrets.toUpperCase()}\r\nPSKidentity = me\r\n`));
      const loaded = await load(file);
      expect(loaded.ok && loaded.services[0]?.specification).toMatchObject({ psk: { identity: 'me' } });
    });
  });

  test('a variable of cmd.exe is a name like any other: stunnel replaces none', async () => {
    const file = path.join(home, 'variable.conf');
    await writeFile(file, client('variable', 'verifyChain = yes\r\nCAfile = %SystemRoot%\\win.ini\r\n'));
    const loaded = await load(file);
    expect(loaded.ok && loaded.services[0]?.specification.trust).toMatchObject({
      certificates: [{ kind: 'file', path: path.resolve('%SystemRoot%', 'win.ini') }],
    });
  });

  test.each(['NUL', 'CON', 'con.txt', 'nul.pem', 'COM1', 'lpt1.crt', 'CONIN$', '\\\\.\\pipe\\adit', '\\\\.\\C:'])(
    'the device %s is not read',
    async (name) => {
      const file = name.startsWith('\\') ? name : path.join(home, name);
      expect(() => readNamedFileSync(file, 100)).toThrow('a device');
      await expect(readNamedFile(file, 100)).rejects.toThrow('a device');
    },
  );

  test.each(['console.pem', 'Null.crt', 'com.pem', 'aux-ca.pem'])('%s is a file like any other', async (name) => {
    const file = path.join(home, name);
    await writeFile(file, 'here');
    for (const written of [file, file.toUpperCase(), withSlashes(file), `\\\\?\\${file}`]) {
      expect(readNamedFileSync(written, 100).toString()).toBe('here');
      expect((await readNamedFile(written, 100)).toString()).toBe('here');
    }
  });
});
