import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { say, sayClause } from '../../../preload/words/say.ts';
import { saying } from '../../../test/engine/saying.ts';
import { disk } from '../../disk/disk.ts';
import { type Disk, readPaths } from './walk.ts';

let root = '';
beforeEach(async () => {
  root = await fs.mkdtemp(join(tmpdir(), 'walk-'));
});
afterEach(() => fs.rm(root, { recursive: true }));

async function put(path: string, text = 'x'): Promise<string> {
  const whole = join(root, path);
  await fs.mkdir(join(whole, '..'), { recursive: true });
  await fs.writeFile(whole, text);
  return whole;
}

async function read(...paths: string[]) {
  const result = await readPaths(paths, disk);
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  const { name, files, notes } = result.set;
  return {
    name,
    files: files.map(({ path, bytes }) => [path, bytes === null ? null : Buffer.from(bytes).toString()]),
    left: notes.map(({ file }) => file),
  };
}

test('a folder is read with what is in it, in the order of the names, hidden folders aside', async () => {
  await put('etc/stunnel.conf', 'main');
  await put('etc/conf.d/b.conf', 'b');
  await put('etc/conf.d/a.conf', 'a');
  await put('etc/.git/config', 'no');
  expect(await read(join(root, 'etc'))).toEqual({
    name: 'etc',
    files: [
      ['conf.d/a.conf', 'a'],
      ['conf.d/b.conf', 'b'],
      ['stunnel.conf', 'main'],
    ],
    left: [],
  });
});

test('files are read by their names, folders among them with theirs', async () => {
  const one = await put('stunnel.conf', 'main');
  await put('tls/server.pem', 'pem');
  expect(await read(one)).toEqual({ name: null, files: [['stunnel.conf', 'main']], left: [] });
  expect(await read(one, join(root, 'tls'))).toEqual({
    name: null,
    files: [
      ['stunnel.conf', 'main'],
      ['tls/server.pem', 'pem'],
    ],
    left: [],
  });
});

test.skipIf(process.platform === 'win32')('links stay within the folder', async () => {
  await put('archive/cert1.pem', 'pem');
  await put('etc/cert2.pem', 'own');
  await fs.symlink('../archive/cert1.pem', join(root, 'etc/outside.pem'));
  await fs.symlink('cert2.pem', join(root, 'etc/inside.pem'));
  await fs.symlink('/', join(root, 'etc/everything'));
  await fs.symlink('missing', join(root, 'etc/nowhere'));
  expect(await read(join(root, 'etc'))).toEqual({
    name: 'etc',
    files: [
      ['cert2.pem', 'own'],
      ['inside.pem', 'own'],
    ],
    left: ['everything', 'nowhere', 'outside.pem'],
  });
  // A link that was itself chosen is what the person means.
  await fs.symlink('etc', join(root, 'link'));
  expect((await read(join(root, 'link'))).files).toHaveLength(2);
});

test.skipIf(process.platform === 'win32')('of what is skipped it is said why', async () => {
  await put('etc/stunnel.conf', 'main');
  await put('etc/conf.d/a.conf', 'a');
  await fs.symlink('b.conf', join(root, 'etc/a.conf'));
  await fs.symlink('a.conf', join(root, 'etc/b.conf'));
  await fs.symlink('missing', join(root, 'etc/c.conf'));
  await fs.symlink('conf.d', join(root, 'etc/d.conf'));
  await fs.symlink('/', join(root, 'etc/e.conf'));
  execFileSync('mkfifo', [join(root, 'etc/pipe')]);
  const result = await readPaths([join(root, 'etc')], disk);
  expect(result.ok ? result.set.notes.map(({ file, reason }) => [file, say(reason)]) : []).toEqual([
    ['a.conf', 'This link leads back to itself; it was not followed.'],
    ['b.conf', 'This link leads back to itself; it was not followed.'],
    ['c.conf', 'What this link leads to does not exist.'],
    ['d.conf', 'This link does not lead to a file; it was not followed.'],
    ['e.conf', 'This is a link to somewhere outside the folder; it was not followed.'],
    ['pipe', 'This is neither a file nor a folder; it was not read.'],
  ]);
  expect(await readPaths([join(root, 'etc/a.conf')], disk)).toMatchObject({
    explanation: { why: saying('It is a link that leads back to itself.') },
  });
});

test('of a private key nothing is kept, and what stands behind it is read', async () => {
  const path = await put(
    'server.pem',
    `-----BEGIN PRIVATE KEY-----\n${'secret\n'.repeat(9)}-----END PRIVATE KEY-----\nleaf`,
  );
  const result = await readPaths([path], disk);
  const text = new TextDecoder().decode((result.ok && result.set.files[0]?.bytes) || new Uint8Array());
  expect(text).toMatch(/^-----BEGIN PRIVATE KEY-----\n\s*\nleaf$/);
});

describe('limits', () => {
  test('a file that is too large is not read, an archive may be larger', async () => {
    for (const name of ['large.conf', 'set.zip']) await fs.truncate(await put(name), 1_048_577);
    const { files } = await read(join(root, 'large.conf'), join(root, 'set.zip'));
    expect(files[0]).toEqual(['large.conf', null]);
    expect(files[1]?.[1]).toHaveLength(1_048_577);
  });

  test('too many files are refused', async () => {
    for (let count = 0; count <= 200; count++) await put(`many/${count}.conf`);
    expect(await readPaths([join(root, 'many')], disk)).toMatchObject({
      ok: false,
      explanation: { what: saying('many holds more than 200 files.') },
    });
  });

  test('what does not exist is explained', async () => {
    expect(await readPaths([join(root, 'x.conf')], disk)).toMatchObject({
      ok: false,
      explanation: { what: saying('x.conf could not be read.'), why: saying('It does not exist.') },
    });
  });
});

test('what may not be read beside others is told from them, and the others are read', async () => {
  await put('etc/stunnel.conf', 'main');
  await put('etc/server.key', 'root’s');
  await put('etc/private/ca.key', 'root’s');
  const forbidden = () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
  const guarded: Disk = {
    ...disk,
    read: (path, most) => (path.endsWith('server.key') ? forbidden() : disk.read(path, most)),
    readdir: (path) => (path.endsWith('private') ? forbidden() : disk.readdir(path)),
  };
  const closed = (path: string) => ({ path, bytes: null, isUnreadable: true });
  const main = { path: 'stunnel.conf', bytes: Buffer.from('main') };
  const folder = await readPaths([join(root, 'etc')], guarded);
  expect(folder).toMatchObject({ ok: true, set: { files: [closed('private'), closed('server.key'), main] } });
  const [conf, key] = [join(root, 'etc/stunnel.conf'), join(root, 'etc/server.key')];
  expect(await readPaths([conf, key], guarded)).toMatchObject({
    ok: true,
    set: { files: [main, closed('server.key')] },
  });
  expect(await readPaths([key], guarded)).toMatchObject({
    ok: false,
    explanation: { why: saying('You may not read it.') },
  });
});

test('the folder of what was given is known, unless things lie in several', async () => {
  const whole = await fs.realpath(root);
  const directoryOf = async (...paths: string[]) => {
    const result = await readPaths(paths, disk);
    return result.ok ? result.set.directory : 'failed';
  };
  const one = await put('a/stunnel.conf');
  const beside = await put('a/server.pem');
  const elsewhere = await put('b/server.pem');
  expect(await directoryOf(join(root, 'a'))).toBe(join(whole, 'a'));
  expect(await directoryOf(one)).toBe(join(whole, 'a'));
  expect(await directoryOf(one, beside)).toBe(join(whole, 'a'));
  expect(await directoryOf(one, elsewhere)).toBeUndefined();
  expect(await directoryOf(one, join(root, 'b'))).toBeUndefined();
});
