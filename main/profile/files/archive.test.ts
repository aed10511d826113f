import type { Zippable } from 'fflate';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { sayClause } from '../../../preload/words/say.ts';
import { saying } from '../../../test/engine/saying.ts';
import { isArchive, readArchive } from './archive.ts';

const server = '[ssh]\naccept = 443\nconnect = 22\n';
type TarEntry = Parameters<typeof packTar>[0][number];
const tarFile = (name: string, body: string): TarEntry => ({
  header: { name, size: body.length, type: 'file' },
  body,
});

async function texts(name: string, bytes: Uint8Array) {
  const read = await readArchive(name, bytes);
  if (!read.ok) throw new Error(sayClause(read.explanation.what));
  const entries = read.set.files.map(({ path, bytes: content }): [string, string | null] => [
    path,
    content === null ? null : new TextDecoder().decode(content),
  ]);
  return { files: Object.fromEntries(entries), notes: read.set.notes.map(({ file }) => file) };
}

const content = { 'etc/stunnel.conf': server, 'etc/server.pem': 'x' };

describe('an archive', () => {
  test.each([
    ['zip, deflated', () => zipSync({ etc: { 'stunnel.conf': strToU8(server), 'server.pem': strToU8('x') } })],
    [
      'zip, stored',
      () => zipSync({ etc: { 'stunnel.conf': strToU8(server), 'server.pem': strToU8('x') } }, { level: 0 }),
    ],
    ['tar', () => packTar([tarFile('etc/stunnel.conf', server), tarFile('etc/server.pem', 'x')])],
    [
      'tar.gz',
      async () => gzipSync(await packTar([tarFile('./etc/stunnel.conf', server), tarFile('etc/server.pem', 'x')])),
    ],
  ])('%s is read', async (_kind, pack) => {
    const bytes = await pack();
    expect(isArchive(bytes)).toBe(true);
    expect(await texts('backup', bytes)).toEqual({ files: content, notes: [] });
  });

  test('of one packed file is that file', async () => {
    expect((await texts('stunnel.conf.gz', gzipSync(strToU8(server)))).files).toEqual({ 'stunnel.conf': server });
  });

  test('does not reach outside: absolute paths, parents and links are left out', async () => {
    const tar = await packTar([
      tarFile('../../etc/passwd', 'x'),
      tarFile('/etc/stunnel.conf', 'x'),
      { header: { name: 'link.conf', size: 0, type: 'symlink', linkname: '/etc/shadow' } },
      tarFile('stunnel.conf', server),
    ]);
    expect(await texts('x.tar', tar)).toEqual({
      files: { 'stunnel.conf': server },
      notes: ['../../etc/passwd', '/etc/stunnel.conf', 'link.conf'],
    });
    const zip = zipSync({
      '../up.conf': strToU8('x'),
      'C:\\windows.conf': strToU8('x'),
      'stunnel.conf': strToU8(server),
    });
    expect((await texts('x.zip', zip)).files).toEqual({ 'stunnel.conf': server });
  });

  test('tells which entries are links and pipes', async () => {
    const zip = zipSync({
      'link.conf': [strToU8('/etc/shadow'), { os: 3, attrs: 0o120777 * 0x10000 }],
      'stunnel.conf': [strToU8(server), { os: 3, attrs: 0o100644 * 0x10000 }],
    });
    expect(await texts('x.zip', zip)).toEqual({ files: { 'stunnel.conf': server }, notes: ['link.conf'] });
    const pipe: TarEntry = { header: { name: 'pipe', size: 0, type: 'fifo' } };
    const tar = await packTar([{ header: { name: 'etc/', size: 0, type: 'directory' } }, pipe, tarFile('a', server)]);
    expect(await texts('x.tar', tar)).toEqual({ files: { a: server }, notes: ['pipe'] });
  });

  const long = server.repeat(30);
  const inTar = () => packTar([tarFile('a.conf', long), tarFile('b.conf', long)]);
  test.each([
    ['in its first file', 700, null, []],
    ['behind its first file', 1536, ['a.conf'], ['x.tar']],
    ['in its second file', 2100, ['a.conf'], ['b.conf', 'x.tar']],
    ['behind its last file', 3072, ['a.conf', 'b.conf'], ['x.tar']],
    ['behind its mark', 3584, ['a.conf', 'b.conf'], []],
  ])('that was cut %s is not taken for a whole one', async (_where, length, files, notes) => {
    const read = await readArchive('x.tar', (await inTar()).subarray(0, length));
    expect(read.ok ? read.set.files.map(({ path }) => path) : null).toEqual(files);
    expect(read.ok ? read.set.notes.map(({ file }) => file) : []).toEqual(notes);
  });

  test('of which only the directory is missing is not taken for a whole one', async () => {
    const zip = zipSync({ 'a.conf': strToU8(long), 'b.conf': strToU8(long) });
    const view = new DataView(zip.buffer);
    const directory = view.getUint32(zip.length - 6, true);
    expect(await texts('x.zip', zip.subarray(0, directory + 60))).toEqual({
      files: { 'a.conf': long, 'b.conf': long },
      notes: ['x.zip'],
    });
  });

  test.each([
    [
      'paths that lead out of it',
      { '../a.conf': strToU8('x'), '/b.conf': strToU8('x') },
      'paths of its files lead out',
    ],
    ['links', { a: [strToU8('b'), { os: 3, attrs: 0o120777 * 0x10000 }] as const }, 'Links in archives'],
  ])('with nothing but %s is explained so', async (_what, content, why) => {
    expect(await readArchive('x.zip', zipSync(content as Zippable))).toMatchObject({
      explanation: { what: saying('Nothing in x.zip was read.'), why: saying(why) },
    });
  });

  test('with a file that is too large is read without it', async () => {
    const large = new Uint8Array(1_048_577);
    const zip = zipSync({ 'large.log': large, 'stunnel.conf': strToU8(server) });
    expect((await texts('x.zip', zip)).files).toEqual({ 'large.log': null, 'stunnel.conf': server });
    const tar = await packTar([
      { header: { name: 'large.log', size: large.length, type: 'file' }, body: large },
      tarFile('stunnel.conf', server),
    ]);
    expect((await texts('x.tar', tar)).files).toEqual({ 'large.log': null, 'stunnel.conf': server });
  });

  test('with a file that says it is small and is not stops there', async () => {
    const zip = zipSync({ 'stunnel.conf': new Uint8Array(4_000_000) });
    // The size after unpacking, as the local header says it (APPNOTE 4.3.7).
    const lying = Uint8Array.from(zip);
    const view = new DataView(lying.buffer);
    view.setUint32(22, 1000, true);
    expect((await texts('x.zip', lying)).files).toEqual({ 'stunnel.conf': null });
  });

  test.each([
    [
      'more files than an import takes',
      () => zipSync(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.conf`, strToU8('x')]))),
    ],
    ['too much when unpacked', () => gzipSync(new Uint8Array(70_000_000))],
    ['the end missing', () => gzipSync(strToU8(server)).subarray(0, 12)],
    ['nothing in it', () => zipSync({})],
    ['nonsense behind its first bytes', () => Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9, 9, 9, 9])],
  ])(
    'with %s is explained',
    async (_what, pack) => {
      const read = await readArchive('x.zip', pack());
      expect(read.ok).toBe(false);
    },
    60_000,
  );
});
