import { describe, expect, test } from 'vitest';
import {
  asFolderPath,
  baseName,
  commonEnd,
  folderOf,
  hasDrive,
  isAbsolutePath,
  isFolderPath,
  isSameName,
  isShare,
  joinPath,
  partsOf,
  portableName,
  relativePath,
} from './paths.ts';

const LONG = `\\\\?\\C:\\${'folder\\'.repeat(60)}a.pem`;

describe('a path is taken apart', () => {
  const paths: readonly (readonly [path: string, folder: string, name: string, absolute: boolean])[] = [
    ['/etc/stunnel/a.conf', '/etc/stunnel', 'a.conf', true],
    ['a.conf', '', 'a.conf', false],
    ['certs/a.pem', 'certs', 'a.pem', false],
    ['/a.conf', '/', 'a.conf', true],
    ['C:\\stunnel\\conf.d\\a.conf', 'C:\\stunnel\\conf.d', 'a.conf', true],
    ['C:/stunnel/a.conf', 'C:/stunnel', 'a.conf', true],
    ['C:\\stunnel\\conf.d/a.conf', 'C:\\stunnel\\conf.d', 'a.conf', true],
    ['C:\\a.conf', 'C:\\', 'a.conf', true],
    ['c:a.conf', '', 'c:a.conf', false],
    ['\\\\server\\share\\a.conf', '\\\\server\\share', 'a.conf', true],
    ['C:\\Users\\Jörg Müller\\a b.pem', 'C:\\Users\\Jörg Müller', 'a b.pem', true],
    ['%APPDATA%\\stunnel\\a.pem', '%APPDATA%\\stunnel', 'a.pem', false],
    [LONG, LONG.slice(0, -6), 'a.pem', true],
  ];
  test.each(paths)('%s', (path, folder, name, absolute) => {
    expect([folderOf(path), baseName(path), isAbsolutePath(path)]).toEqual([folder, name, absolute]);
  });

  test('into names, of either platform', () => {
    expect(partsOf('C:\\a/b\\.\\\\c/')).toEqual(['C:', 'a', 'b', 'c']);
    expect(baseName('/etc/ssl/certs//')).toBe('certs');
  });

  test('shares and drives are told apart from names and URIs', () => {
    expect(['\\\\s\\x', '//s/x', '/s/x'].map(isShare)).toEqual([true, true, false]);
    expect(['C:\\x', 'd:x', 'pkcs11:x', '/c:x'].map(hasDrive)).toEqual([true, true, false, false]);
  });
});

test.each([
  ['/etc/stunnel', 'a.pem', '/etc/stunnel/a.pem'],
  ['/etc/stunnel/', './certs//a.pem', '/etc/stunnel/certs/a.pem'],
  ['/etc/stunnel', '../ssl/a.pem', '/etc/ssl/a.pem'],
  ['/', '../../a.pem', '/a.pem'],
  ['/etc/stunnel', 'certs\\a.pem', '/etc/stunnel/certs/a.pem'],
  ['C:\\stunnel\\config', 'a.pem', 'C:\\stunnel\\config\\a.pem'],
  ['C:\\stunnel\\config', '..\\certs/a.pem', 'C:\\stunnel\\certs\\a.pem'],
  ['C:\\', 'a.pem', 'C:\\a.pem'],
  ['C:', '..\\a.pem', 'C:\\a.pem'],
  ['D:/stunnel', 'a.pem', 'D:/stunnel/a.pem'],
  ['\\\\server\\share\\x', '..\\..\\..\\a.pem', '\\\\server\\share\\a.pem'],
  ['C:\\stunnel', 'D:\\a.pem', 'D:\\a.pem'],
  ['C:\\stunnel', 'D:a.pem', 'D:a.pem'],
  ['C:\\stunnel', '\\a.pem', '\\a.pem'],
  ['/etc', '\\\\server\\share\\a.pem', '\\\\server\\share\\a.pem'],
  ['conf.d', 'a.pem', 'conf.d/a.pem'],
])('from %s, %s is %s', (folder, path, expected) => {
  expect(joinPath(folder, path)).toBe(expected);
});

test.each([
  ['a/b.conf', 'a/b.conf'],
  ['a\\.\\b.conf', 'a/b.conf'],
  ['./a.conf', 'a.conf'],
  ['..a/b', '..a/b'],
  ['../a', null],
  ['a/../../b', null],
  ['/a', null],
  ['\\a', null],
  ['C:\\a', null],
  ['C:a', null],
  ['\\\\server\\share\\a', null],
  ['a\0b', null],
  ['.', null],
  ['', null],
])('within a set of files %j is %j', (path, expected) => {
  expect(relativePath(path)).toBe(expected);
});

test('paths are compared by their last names, by case only where that is wanted', () => {
  expect(commonEnd('C:\\x\\conf.d', 'x/conf.d')).toBe(2);
  expect(commonEnd('C:\\X\\Conf.D', 'x/conf.d')).toBe(0);
  expect(commonEnd('C:\\X\\Conf.D', 'x/conf.d', isSameName)).toBe(2);
  expect(commonEnd('a', '')).toBe(0);
});

test('a folder ends with the separator that it is written with', () => {
  expect(['/x', 'C:\\x', 'x', '/x/', 'C:\\x\\'].map(asFolderPath)).toEqual(['/x/', 'C:\\x\\', 'x/', '/x/', 'C:\\x\\']);
  expect(['/x', 'C:\\x\\', ''].map(isFolderPath)).toEqual([false, true, false]);
});

test.each([
  ['con', '_con'],
  ['NUL', '_NUL'],
  ['Com1.conf', '_Com1.conf'],
  ['lpt9', '_lpt9'],
  ['aux.', '_aux'],
  ['console', 'console'],
  ['com10', 'com10'],
  ['a. ', 'a'],
  ['Müller VPN', 'Müller VPN'],
])('%j is %j as a name on every platform', (name, expected) => {
  expect(portableName(name)).toBe(expected);
});
