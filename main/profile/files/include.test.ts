import { expect, test } from 'vitest';
import { compose } from './include.ts';

const composed = (value: string, paths: readonly string[], root = 'stunnel.conf') =>
  compose(
    { path: root, text: `include = ${value}\n` },
    paths.map((path) => ({ path, text: `; ${path}\n` })),
  ).included;

test.each([
  ['a folder of Unix', '/etc/stunnel/conf.d', ['/etc/stunnel/conf.d/a.conf', '/etc/stunnel/conf.d/b.conf'], 2],
  ['a folder of Windows', 'C:\\stunnel\\conf.d', ['C:\\stunnel\\conf.d/a.conf', 'C:\\stunnel\\conf.d\\b.conf'], 2],
  ['slashes on Windows', 'C:/stunnel/conf.d', ['C:\\stunnel\\conf.d/a.conf'], 1],
  ['a folder of a share', '\\\\server\\share\\conf.d', ['\\\\server\\share\\conf.d\\a.conf'], 1],
  ['a path longer than 260', `C:\\${'x\\'.repeat(200)}conf.d`, [`C:\\${'x\\'.repeat(200)}conf.d\\a.conf`], 1],
  ['blanks and umlauts', 'C:\\Jörg Müller\\conf.d\\', ['C:\\Jörg Müller\\conf.d\\a.conf'], 1],
  ['a relative folder', 'conf.d', ['conf.d/a.conf', 'other/b.conf'], 1],
  ['another case, as Windows does not tell it apart', 'C:\\Stunnel\\Conf.D', ['stunnel/conf.d/a.conf'], 1],
  ['the case that is written, where both are there', '/x/Conf.d', ['Conf.d/a.conf', 'conf.d/b.conf'], 1],
  ['two folders that fit as well', 'conf.d', ['a/conf.d/a.conf', 'b/conf.d/b.conf'], 0],
  ['the one of two that fits better', '/b/conf.d', ['a/conf.d/a.conf', 'b/conf.d/b.conf'], 1],
  ['a folder outside', '../conf.d', ['conf.d/a.conf'], 0],
])('include = %s', (_, value, paths, count) => {
  expect(composed(value, paths)).toHaveLength(count);
});
