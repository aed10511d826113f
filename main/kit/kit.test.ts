/** What becomes of a kit when it is asked for again. */
import { strFromU8, unzipSync } from 'fflate/browser';
import { expect, it } from 'vitest';
import { type Answers, answersSchema, platforms } from '../../preload/kit-answers.ts';
import { say } from '../../preload/words/say.ts';
import { speak } from '../../preload/words/words.ts';
import { parse } from '../conf/parse.ts';
import { check } from '../conf/strict/verdict.ts';
import { type Change, clientPath, type Kept, type Kit, type KitFile, kitPaths, makeKit } from './kit.ts';
import { readRecord } from './record.ts';

const now = new Date('2026-05-01T12:00:00Z');
const answers = (changes: Partial<Answers> = {}): Answers =>
  answersSchema.parse({
    host: 'a.example',
    services: [{ name: 'ssh', application: 'ssh', host: '127.0.0.1', port: 22, accept: 443 }],
    platform: 'debian',
    certificate: { kind: 'self-signed', days: 100 },
    clients: 'certificate',
    page: { kind: 'none' },
    ...changes,
  });
const usual = { name: 'ssh', application: 'ssh', host: '127.0.0.1', port: 22, accept: 443 } as const;
const nothing: Change = { add: [], revoke: [], renew: 'no' };
const person = (name: string) => ({ name, passphrase: null });

const make = (said: Answers, kept: Kept | null = null, change: Partial<Change> = {}, at = now): Promise<Kit> =>
  makeKit({ answers: said, kept, change: { ...nothing, ...change }, now: at, encryptKey: (pem) => `ENCRYPTED ${pem}` });

async function made(
  ...input: Parameters<typeof make>
): Promise<{ files: ReadonlyMap<string, KitFile>; notes: readonly string[] }> {
  const kit = await make(...input);
  if (!kit.ok) throw new Error(say(kit.sentence));
  return { files: new Map(kit.files.map((file) => [file.path, file])), notes: kit.notes.map(say) };
}

const textOf = (files: ReadonlyMap<string, KitFile>, path: string): string => String(files.get(path)?.content);

/** In a client's file. */
function inside(files: ReadonlyMap<string, KitFile>, name: string): Readonly<Record<string, string>> {
  const content = files.get(clientPath(name))?.content;
  if (!(content instanceof Uint8Array)) throw new Error(`There is no file for ${name}.`);
  return Object.fromEntries(Object.entries(unzipSync(content)).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** As it is read again from the folder. */
function keptOf(files: ReadonlyMap<string, KitFile>): Kept {
  const record = readRecord(textOf(files, kitPaths.record));
  if (record === null) throw new Error('The record cannot be read.');
  const pair = ({ certificate, key }: { certificate: string; key: string }) =>
    files.has(key) ? { certificate: textOf(files, certificate), key: textOf(files, key) } : null;
  const names = record.clients.filter(({ revokedAt }) => revokedAt === null).map(({ name }) => name);
  return {
    record,
    authority: pair(kitPaths.authority),
    server: pair(kitPaths.server),
    preSharedKeys: files.has(kitPaths.preSharedKeys) ? textOf(files, kitPaths.preSharedKeys) : '',
    clientKeys: new Map(
      names.flatMap((name) => {
        const key = inside(files, name)[`${name}/client.key`];
        return key === undefined ? [] : [[name, key] as const];
      }),
    ),
  };
}

it('changes nothing that nothing was said about', async () => {
  const one = await made(answers(), null, { add: [person('alice')] });
  const other = await made(answers(), keptOf(one.files), {}, new Date('2026-06-01T12:00:00Z'));
  const changing = 'server/revoked.pem';
  for (const [path, file] of one.files) {
    if (file.content instanceof Uint8Array || path === changing) continue;
    expect([path, textOf(other.files, path)]).toEqual([path, file.content]);
  }
  expect(inside(other.files, 'alice')).toEqual(inside(one.files, 'alice'));
  expect([...other.files.keys()]).toEqual([...one.files.keys()]);
  expect(other.notes).toEqual([]);
});

it('keeps private keys to files that only their owner reads, and out of the record', async () => {
  for (const clients of ['certificate', 'psk'] as const) {
    const { files } = await made(answers({ clients }), null, { add: [person('alice')] });
    const secrets = [...files.values()].filter(
      ({ path, content }) =>
        /PRIVATE KEY|^alice:[0-9a-f]{64}$/m.test(
          content instanceof Uint8Array ? JSON.stringify(inside(files, 'alice')) : content,
        ) || path.endsWith('.zip'),
    );
    expect(secrets.map(({ path }) => path)).toEqual(
      clients === 'psk'
        ? ['server/psk.txt', 'clients/alice.zip']
        : ['server/server.key', 'clients/alice.zip', 'authority/ca.key'],
    );
    expect(secrets.every(({ mode }) => mode === 0o600)).toBe(true);
  }
});

it('never sends the authority’s key to the server', async () => {
  const { files } = await made(answers({ certificate: { kind: 'authority', days: 100 } }), null, {
    add: [person('alice')],
  });
  const key = textOf(files, kitPaths.authority.key);
  const holders = [...files.values()].filter(({ content }) => content === key);
  expect(holders.map(({ path }) => path)).toEqual([kitPaths.authority.key]);
});

it('a client whose file was handed on and taken away gets a new one without its key', async () => {
  const one = await made(answers(), null, { add: [person('alice')] });
  const kept = { ...keptOf(one.files), clientKeys: new Map<string, string>() };
  const again = inside((await made(answers(), kept)).files, 'alice');
  expect(again).not.toHaveProperty(['alice/client.key']);
  expect(again['alice/client.pem']).toBe(inside(one.files, 'alice')['alice/client.pem']);
  expect(again['alice/README.txt']).toContain('not in here');
});

it('another service becomes a name of the certificate, with the key that clients have pinned', async () => {
  const one = await made(answers({ clients: 'none' }));
  const more = answers({
    clients: 'none',
    services: [
      ...answers().services,
      { name: 'redis', application: 'redis', host: '127.0.0.1', port: 6379, accept: 443 },
    ],
  });
  const two = await made(more, keptOf(one.files));
  expect(textOf(two.files, kitPaths.server.certificate)).not.toBe(textOf(one.files, kitPaths.server.certificate));
  expect(textOf(two.files, kitPaths.server.key)).toBe(textOf(one.files, kitPaths.server.key));
  expect(two.notes.join(' ')).toContain('accept it');
});

it.each<[string, Partial<Answers>, readonly RegExp[]]>([
  ['nothing', {}, []],
  ['how the server runs', { platform: 'alpine' }, []],
  [
    'another service',
    { services: [...answers().services, { ...usual, name: 'other' }] },
    [/accept it/, /hand them on again\.$/],
  ],
  ['another port', { services: [{ ...usual, accept: 8443 }] }, [/again\. With the old ones ssh/]],
  [
    'a page before them',
    { page: { kind: 'sni', host: '127.0.0.1', port: 80 } },
    [/accept it/, /With the old ones ssh/],
  ],
  ['another host', { host: 'b.example' }, [/not the one that clients have pinned/, /With the old ones ssh/]],
])('tells what clients notice of a change: %s', async (_, changes, notes) => {
  const said = answers({ clients: 'none', services: [usual] });
  const one = await made(said);
  const two = await made({ ...said, ...changes }, keptOf(one.files));
  expect(two.notes).toHaveLength(notes.length);
  for (const [index, note] of notes.entries()) expect(two.notes[index]).toMatch(note);
});

it.each(['certificate', 'psk'] as const)(
  'a client that was taken out stays out, and its name is not given again (%s)',
  async (clients) => {
    const said = answers({ clients });
    const one = await made(said, null, { add: [person('alice'), person('bob')] });
    const two = await made(said, keptOf(one.files), { revoke: ['bob'] });
    const three = await made(said, keptOf(two.files));
    for (const { files } of [two, three]) {
      expect(files.has(clientPath('bob'))).toBe(false);
      if (clients === 'psk') expect(textOf(files, kitPaths.preSharedKeys)).toMatch(/^alice:[0-9a-f]{64}\n$/);
    }
    expect(await make(said, keptOf(two.files), { add: [person('bob')] })).toMatchObject({ ok: false });
  },
);

it('says when the certificate is about to run out', async () => {
  const one = await made(answers({ clients: 'none' }));
  const at = (days: number) =>
    made(answers({ clients: 'none' }), keptOf(one.files), {}, new Date(now.getTime() + days * 86_400_000));
  expect((await at(60)).notes).toEqual([]);
  expect((await at(90)).notes.join()).toContain('runs out in 10 days');
  expect((await at(101)).notes.join()).toContain('has run out');
});

it.each<[string, Partial<Answers>, Partial<Change>, RegExp]>([
  ['nobody is let in', {}, {}, /first client/],
  ['there are no clients', { clients: 'none' }, { add: [person('alice')] }, /no clients/],
  ['a stranger is taken out', {}, { add: [person('alice')], revoke: ['bob'] }, /no client “bob”/],
  ['there is no certificate', { clients: 'psk' }, { add: [person('alice')], renew: 'new key' }, /no certificate/],
  [
    'certbot renews',
    { certificate: { kind: 'lets-encrypt', email: null } },
    { add: [person('alice')], renew: 'same key' },
    /certbot/,
  ],
])('refuses when %s', async (_, said, change, sentence) => {
  const kit = await make(answers(said), null, change);
  expect(kit.ok ? null : say(kit.sentence)).toMatch(sentence);
});

const pages = [
  { kind: 'none' },
  { kind: 'sni', host: '127.0.0.1', port: 80 },
  { kind: 'redirect', host: 'web', port: 80 },
] as const;
it('stunnel accepts the configuration for every platform, and every client’s', async () => {
  for (const platform of platforms) {
    for (const clients of ['certificate', 'psk', 'none'] as const) {
      for (const page of pages) {
        if (page.kind === 'redirect' && clients !== 'certificate') continue;
        const said = answers({ platform, clients, page });
        const add = clients === 'none' ? [] : [person('alice')];
        const { files } = await made(said, null, { add });
        const system = platform === 'windows' ? 'windows' : 'unix';
        const name = clients === 'none' ? 'everyone' : 'alice';
        const client = Object.entries(inside(files, name)).find(([path]) => path.endsWith('client.conf'))?.[1] ?? '';
        for (const text of [textOf(files, 'server/stunnel.conf'), client]) {
          expect([
            platform,
            clients,
            page.kind,
            check(parse(text, { isPlain: true }), { fileName: 'x', platform: system }).kind,
          ]).toEqual([platform, clients, page.kind, 'accepted']);
        }
      }
    }
  }
});

it('writes for servers and their clients in English, whatever language the window speaks', async () => {
  const service = { name: 'own', application: 'custom', host: '127.0.0.1', port: 9000, accept: 443 } as const;
  await speak('en-XA');
  try {
    const { files } = await made(answers({ services: [service] }), null, { add: [person('anna')] });
    expect(textOf(files, kitPaths.readme)).toContain('(Debian or Ubuntu, package with systemd)');
    const configuration = Object.entries(inside(files, 'anna')).find(([path]) => path.endsWith('/client.conf'));
    expect(configuration?.[1]).toContain('; adit: name = Custom at ');
  } finally {
    await speak('en');
  }
});
