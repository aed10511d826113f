import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseLaunch } from './launch-arguments.ts';

const cwd = resolve('/home/anna');
const server = join(cwd, 'server.conf');

const parse = (argv: readonly string[]) => parseLaunch(argv, cwd, (path) => path === resolve('/etc/stunnel'));
const filesOf = (argv: readonly string[]) =>
  parse(argv).opened.flatMap((opened) => (opened.kind === 'file' ? [opened.path] : []));

describe('parseLaunch', () => {
  test('takes an empty argument for nothing, and not for the folder that somebody is in', () => {
    expect(parseLaunch(['/opt/Adit/adit', ''], '/etc/stunnel', () => true).opened).toEqual([]);
  });

  test('finds configurations whatever stands around them', () => {
    const packaged = ['/opt/Adit/adit', 'server.conf'];
    const unpackaged = [
      '/usr/bin/electron',
      '--no-sandbox',
      'out/main/index.js',
      '--user-data-dir=/tmp/x.conf',
      'server.conf',
    ];
    const secondStart = [
      '/opt/Adit/adit',
      '--allow-file-access-from-files',
      '--original-process-start-time=1',
      'server.conf',
    ];
    for (const argv of [packaged, unpackaged, secondStart]) {
      expect(parse(argv)).toMatchObject({ hidden: false, opened: [{ kind: 'file', path: server }] });
    }
  });

  test('reads paths relative to where the command was given, and file: URLs', () => {
    const argv = ['adit', 'a/b.CONF', resolve('/etc/stunnel/x.conf'), pathToFileURL(server).href];
    expect(filesOf(argv)).toEqual([join(cwd, 'a', 'b.CONF'), resolve('/etc/stunnel/x.conf'), server]);
  });

  test('takes archives, and folders that are there', () => {
    const argv = ['adit', 'etc.zip', 'etc.TAR.gz', 'notes.txt', 'elsewhere', pathToFileURL('/etc/stunnel').href];
    expect(filesOf(argv)).toEqual([join(cwd, 'etc.zip'), join(cwd, 'etc.TAR.gz'), resolve('/etc/stunnel')]);
  });

  test('takes a file once', () => {
    expect(filesOf(['adit', 'server.conf', server])).toEqual([server]);
  });

  test('takes shared profiles, as a file and as a link, wherever the system puts it', () => {
    const link = 'adit://import?v=1&p=W10';
    expect(parse(['adit', '--original-process-start-time=1', '--', link, 'office.adit', link]).opened).toEqual([
      { kind: 'file', path: join(cwd, 'office.adit') },
      { kind: 'link', link },
    ]);
  });

  test('takes links that ask for a connection as a question about a profile', () => {
    expect(parse(['adit', '--', 'adit://connect/Office%20SSH']).opened).toEqual([
      { kind: 'connect', name: 'Office SSH' },
    ]);
  });

  test.each([
    ['the program itself', ['/opt/adit.conf']],
    ['other files', ['adit', '/etc/passwd', '.', 'out/main/index.js']],
    ['pages', ['adit', 'https://example.org/server.conf']],
    ['a file: URL of another host', ['adit', 'file://%zz/server.conf']],
  ])('leaves %s alone', (_what, argv) => {
    expect(parse(argv).opened).toEqual([]);
  });

  test('knows a start without a window, and one at login', () => {
    expect(parse(['adit', '--hidden'])).toMatchObject({ hidden: true, atLogin: false });
    expect(parse(['adit', '--at-login'])).toMatchObject({ hidden: false, atLogin: true });
    expect(parse(['--hidden'])).toMatchObject({ hidden: false, atLogin: false });
  });
});
