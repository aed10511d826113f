import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseLaunch } from './launch-arguments.ts';

const cwd = resolve('/home/anna');
const server = join(cwd, 'server.conf');

describe('parseLaunch', () => {
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
      expect(parseLaunch(argv, cwd)).toEqual({ hidden: false, files: [server] });
    }
  });

  test('reads paths relative to where the command was given, and file: URLs', () => {
    const argv = ['adit', 'a/b.CONF', resolve('/etc/stunnel/x.conf'), pathToFileURL(server).href];
    expect(parseLaunch(argv, cwd).files).toEqual([join(cwd, 'a', 'b.CONF'), resolve('/etc/stunnel/x.conf'), server]);
  });

  test('takes a file once', () => {
    expect(parseLaunch(['adit', 'server.conf', server], cwd).files).toEqual([server]);
  });

  test.each([
    ['the program itself', ['/opt/adit.conf']],
    ['other files', ['adit', '/etc/passwd', '.', 'out/main/index.js']],
    ['links', ['adit', 'adit://import?x=server.conf', 'https://example.org/server.conf']],
    ['a file: URL of another host', ['adit', 'file://%zz/server.conf']],
  ])('leaves %s alone', (_what, argv) => {
    expect(parseLaunch(argv, cwd).files).toEqual([]);
  });

  test('knows a start without a window', () => {
    expect(parseLaunch(['adit', '--hidden'], cwd).hidden).toBe(true);
    expect(parseLaunch(['--hidden'], cwd).hidden).toBe(false);
  });
});
