// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { type DroppedItem, readDropped } from './dropped.ts';

const text = '[ssh]\naccept = 443\n';
const bytesOf = (content: string) => new TextEncoder().encode(content);

/** A folder as the browser gives it: in portions, the last of which is empty. */
function folder(name: string, children: readonly unknown[]): FileSystemDirectoryEntry {
  const entry = {
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      const portions = [...children.map((child) => [child]), []];
      return { readEntries: (resolve: (portion: unknown) => void) => resolve(portions.shift()) };
    },
  };
  return entry as unknown as FileSystemDirectoryEntry;
}
const entry = (name: string, content: BlobPart) => ({
  name,
  isFile: true,
  isDirectory: false,
  file: (resolve: (file: File) => void) => resolve(new File([content], name)),
});

it('reads one file as the bytes that it is: main knows encodings', async () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x5b, 0x00]);
  expect(await readDropped([new File([bytes], 'stunnel.conf')])).toEqual({
    kind: 'set',
    name: null,
    files: [{ path: 'stunnel.conf', bytes }],
  });
});

it('says of what has no bytes that it may be a device or a pipe, which the browser does not tell', async () => {
  expect(await readDropped([new File([], 'null')])).toEqual({
    kind: 'refused',
    explanation: {
      what: 'There is nothing to read in “null”.',
      why: 'It is empty, or it is no file but a device or a named pipe.',
      next: 'Drop the server’s stunnel.conf, or the folder that holds it.',
    },
  });
});

it('reads a folder with the paths in it, but no hidden folders', async () => {
  const dropped = folder('stunnel', [
    entry('stunnel.conf', text),
    folder('conf.d', [entry('ssh.conf', text)]),
    folder('.git', [entry('config', 'secret')]),
  ]);
  expect(await readDropped([dropped])).toEqual({
    kind: 'set',
    name: 'stunnel',
    files: [
      { path: 'conf.d/ssh.conf', bytes: bytesOf(text) },
      { path: 'stunnel.conf', bytes: bytesOf(text) },
    ],
  });
});

it('reads several files and folders together, without a name', async () => {
  const dropped = [new File([text], 'stunnel.conf'), folder('certs', [entry('ca.pem', 'pem')])];
  expect(await readDropped(dropped)).toEqual({
    kind: 'set',
    name: null,
    files: [
      { path: 'stunnel.conf', bytes: bytesOf(text) },
      { path: 'certs/ca.pem', bytes: bytesOf('pem') },
    ],
  });
});

it('passes an archive on as it is', async () => {
  expect(await readDropped([new File(['PK'], 'stunnel.zip')])).toEqual({
    kind: 'set',
    name: null,
    files: [{ path: 'stunnel.zip', bytes: bytesOf('PK') }],
  });
});

it('keeps nothing of a private key, and reads what stands behind it', async () => {
  const key = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${'c2VjcmV0'.repeat(200)}\n-----END ENCRYPTED PRIVATE KEY-----\nleaf`;
  const read = await readDropped([folder('stunnel', [entry('key.pem', key), entry('stunnel.conf', text)])]);
  if (read.kind !== 'set') throw new Error('a folder is a set');
  const [first] = read.files;
  expect(new TextDecoder().decode(first?.bytes ?? new Uint8Array())).toMatch(
    /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n\s*\nleaf$/,
  );
});

it('names a file that is too large without reading it', async () => {
  expect(await readDropped([new File([new Uint8Array(16_777_217)], 'disk.zip')])).toMatchObject({
    kind: 'set',
    files: [{ path: 'disk.zip', bytes: null }],
  });
  const large = entry('film.mp4', new Uint8Array(1_048_577));
  expect(await readDropped([folder('stunnel', [large, entry('stunnel.conf', text)])])).toMatchObject({
    kind: 'set',
    files: [{ path: 'film.mp4', bytes: null }, { path: 'stunnel.conf' }],
  });
});

const broken = { ...entry('x', ''), file: (_: unknown, reject: (error: Error) => void) => reject(new Error('denied')) };
const unreadable = Object.assign(new File(['x'], 'x'), { arrayBuffer: () => Promise.reject(new Error('denied')) });
const closed = { name: 'private', isFile: false, isDirectory: true, createReader: () => closedReader };
const closedReader = { readEntries: (_: unknown, reject: (error: Error) => void) => reject(new Error('denied')) };
const many = Array.from({ length: 201 }, (_, index) => entry(`${index}.conf`, text));
const archive = new Uint8Array(16_777_216);
const refused: readonly (readonly [string, readonly DroppedItem[]])[] = [
  ['nothing', []],
  ['an empty folder', [folder('stunnel', [])]],
  ['a folder of more files than an import takes', [folder('etc', many)]],
  ['more than one request holds', Array.from({ length: 5 }, (_, index) => new File([archive], `${index}.zip`))],
  ['a file that cannot be read', [unreadable]],
];
it.each(refused)('refuses %s with an explanation', async (_name, dropped) => {
  const read = await readDropped(dropped);
  expect(read.kind).toBe('refused');
  if (read.kind === 'refused') {
    expect(Object.values(read.explanation).every((sentence) => sentence.length > 0)).toBe(true);
  }
});

it('tells what cannot be read from the files beside it', async () => {
  const told = (path: string) => ({ path, bytes: null, isUnreadable: true });
  expect(await readDropped([folder('stunnel', [broken, closed, entry('stunnel.conf', text)])])).toEqual({
    kind: 'set',
    name: 'stunnel',
    files: [told('private'), { path: 'stunnel.conf', bytes: bytesOf(text) }, told('x')],
  });
  expect(await readDropped([new File([text], 'stunnel.conf'), unreadable])).toMatchObject({
    files: [{ path: 'stunnel.conf', bytes: bytesOf(text) }, told('x')],
  });
});

it('keeps an .ovpn apart as it is, key included, and blanks the keys of the others', async () => {
  const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
  const ovpn = new File([`client\n<key>\n${key}</key>\n`], 'Office.OVPN');
  const both = await readDropped([new File([text], 'stunnel.conf'), ovpn, new File([key], 'server.key')]);
  expect(both).toMatchObject({
    kind: 'set',
    files: [{ path: 'stunnel.conf' }, { path: 'server.key' }],
    openvpn: { name: 'Office.OVPN', text: `client\n<key>\n${key}</key>\n` },
  });
  expect(JSON.stringify(both.kind === 'set' && both.files.map(({ bytes }) => String(bytes)))).not.toContain('65,65,65');
  expect(await readDropped([ovpn])).toMatchObject({ kind: 'openvpn', openvpn: { name: 'Office.OVPN' } });
});

it('keeps the key that an .ovpn names with it, and an archive that holds one as it is', async () => {
  const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
  const ovpn = new File(['client\nkey me.key\n'], 'office.ovpn');
  const alone = await readDropped([ovpn, new File([key], 'me.key')]);
  expect(alone).toMatchObject({ kind: 'openvpn', openvpn: { files: [{ path: 'me.key', bytes: bytesOf(key) }] } });
  const packed = (name: string) => readDropped([new File([`${name}\n${key}`], 'all.tar')]);
  const bytesIn = async (name: string) => {
    const read = await packed(name);
    return read.kind === 'set' ? new TextDecoder().decode(read.files[0]?.bytes ?? undefined) : '';
  };
  expect(await bytesIn('office.ovpn')).toContain('AAAA');
  expect(await bytesIn('stunnel.conf')).not.toContain('AAAA');
});
