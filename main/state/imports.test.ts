import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ImportAnswer, ImportPreview, SetFile } from '../../preload/import-preview.ts';
import { told } from '../../preload/sentence.ts';
import type { Profile } from '../../preload/types.ts';
import { saying } from '../../test/engine/saying.ts';
import { openText } from '../profile/files/open.ts';
import { readSet } from '../profile/files/read-set.ts';
import type { Controller } from './controller.ts';
import { createImports, type Demo } from './imports.ts';
import { done, storeIsReadOnly } from './result.ts';

const configuration = `[ssh]
accept = 443
connect = 22
[broken]
connect = 80
`;

const answer = (key: string, more: Partial<ImportAnswer> = {}): ImportAnswer => ({
  key,
  name: key,
  application: 'ssh',
  host: 'vpn.example.org',
  remotePort: 443,
  localPort: 2222,
  user: null,
  ...more,
});

function setUp(own: readonly string[] = []) {
  const added: Profile[] = [];
  const taken: number[][] = [];
  const lines: string[] = [];
  const log = (text: string) => void lines.push(text);
  const world = {
    refuse: false,
    demosStarted: 0,
    demosClosed: 0,
    demoFails: false,
    readerThrows: false,
  };
  const startDemoServer = async (): Promise<Demo> => {
    if (world.demoFails) throw new Error('EADDRINUSE');
    world.demosStarted += 1;
    return {
      configuration: '[web]\naccept = 8443\nconnect = 8080\n',
      host: '127.0.0.1',
      port: 8443,
      localPort: 8081,
      close: async () => {
        world.demosClosed += 1;
      },
    };
  };
  const putProfiles: Controller['putProfiles'] = (profiles) => {
    if (world.refuse) return storeIsReadOnly['newer-version'];
    for (const profile of profiles) {
      const index = added.findIndex(({ id }) => id === profile.id);
      if (index < 0) added.push(profile);
      else added[index] = profile;
    }
    return done;
  };
  const imports = createImports({
    controller: { putProfiles } as Controller,
    profiles: () => added,
    readers: {
      text(text, options) {
        if (world.readerThrows) throw new Error('reader');
        taken.push([...options.takenPorts]);
        return openText(text, options);
      },
      set: (set, options) => readSet(set, options, () => null),
    },
    startDemoServer,
    newId: randomUUID,
    isChosen: (path) => path.startsWith('/chosen/'),
    isPublic: (path) => path === '/chosen/roots.pem',
    ownAddresses: () => new Set(own),
    portUse: async () => null,
    log: { error: log, warn: log, info: log, debug: log },
  });
  const preview = async (text = configuration): Promise<ImportPreview> => {
    const read = await imports.read('stunnel.conf', text);
    if (!read.ok) throw new Error('expected a preview');
    return read.value;
  };
  return { world, imports, added, taken, lines, preview };
}

let bench: ReturnType<typeof setUp>;
beforeEach(() => {
  bench = setUp();
});

describe('a preview', () => {
  test.each([
    [['::1', '192.168.1.2'], true],
    [['192.168.1.2'], undefined],
  ])('with the addresses %j a new profile listens on ::1: %j', async (own, expected) => {
    bench = setUp(own);
    const { id, services } = await bench.preview();
    expect(services[0]?.acceptIpv6).toBe(expected);
    bench.imports.add(id, [answer('service-1', { localPort: 2201 })]);
    expect(bench.added[0]).toMatchObject({ accept: [{ host: '127.0.0.1', port: 2201 }] });
    expect(bench.added[0]?.acceptIpv6).toBe(expected);
  });

  test('saves nothing; adding it does, once', async () => {
    const { id, source, services } = await bench.preview();
    expect(source).toBe('stunnel.conf');
    expect(services.map(({ section }) => section)).toEqual(['ssh', 'broken']);
    expect(bench.added).toEqual([]);
    const result = bench.imports.add(id, [answer('service-1')]);
    expect(result).toEqual({ ok: true, value: { profileIds: [bench.added[0]?.id] } });
    expect(bench.imports.add(id, [answer('service-1')])).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(bench.added).toHaveLength(1);
  });

  test.each([
    ['a service that the file does not have', [answer('other')]],
    ['a service that cannot become a profile', [answer('service-2')]],
    ['the same service twice', [answer('service-1'), answer('service-1')]],
    ['an update of nothing', [answer('service-1', { action: 'update' })]],
    [
      'a certificate that nobody chose',
      [answer('service-1', { identity: { kind: 'pem', certificate: '/chosen/c.pem', key: '/etc/ssl/private/k.pem' } })],
    ],
    ['keys that nobody chose', [answer('service-1', { psk: { kind: 'file', path: '/etc/shadow', identity: null } })]],
  ])('refuses answers for %s', async (_what, answers) => {
    const { id } = await bench.preview();
    expect(bench.imports.add(id, answers)).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
    expect(bench.added).toEqual([]);
  });

  test('takes what a person chose or typed to be shown to the server', async () => {
    const { id } = await bench.preview();
    const identity = { kind: 'pkcs12', path: '/chosen/ada.p12' } as const;
    const psk = { kind: 'secret', identity: 'ada' } as const;
    expect(bench.imports.add(id, [answer('service-1', { identity, psk })]).ok).toBe(true);
    expect(bench.added).toMatchObject([{ identity, psk }]);
  });

  test.each([
    ['/chosen/roots.pem', ['vpn.example.org']],
    ['/chosen/own.pem', []],
  ])('has the name checked where the chosen authority signs for everybody: %s', async (authority, hosts) => {
    const lost = '[a]\nclient = yes\naccept = 1\nconnect = h:2\nverifyChain = yes\nCAfile = ca.pem\n';
    const { id } = await bench.preview(lost);
    bench.imports.add(id, [answer('service-1', { authority, host: 'vpn.example.org' })]);
    expect(bench.added[0]?.trust).toMatchObject({ kind: 'authority', checks: { hosts } });
  });

  test('stays open when nothing could be stored', async () => {
    const { id } = await bench.preview();
    bench.world.refuse = true;
    expect(bench.imports.add(id, [answer('service-1')]).ok).toBe(false);
    bench.world.refuse = false;
    expect(bench.imports.add(id, [answer('service-1')]).ok).toBe(true);
  });

  test('is gone after it was cancelled', async () => {
    const { id } = await bench.preview();
    await bench.imports.cancel(id);
    expect(bench.imports.add(id, [answer('service-1')]).ok).toBe(false);
  });

  test('is made with the knowledge of which ports other profiles have', async () => {
    const { id } = await bench.preview();
    bench.imports.add(id, [answer('service-1')]);
    await bench.preview();
    expect(bench.taken).toEqual([[], [2222]]);
  });

  test('is forgotten when many newer ones were made, so that memory is bounded', async () => {
    const { id } = await bench.preview();
    for (let count = 0; count < 48; count++) await bench.preview();
    expect(bench.imports.add(id, [answer('service-1')]).ok).toBe(false);
  });
});

describe('a service that a profile exists for', () => {
  const client = (port: number) => `[ssh]
client = yes
accept = 2222
connect = vpn.example.org:${port}
`;
  /** The profile of an earlier import, renamed since, and a preview of its file as it is now. */
  const again = async () => {
    const { id } = await bench.preview(client(443));
    bench.imports.add(id, [answer('service-1', { name: 'Office' })]);
    return bench.preview(client(8443));
  };

  test('is recognised, with what an update would change', async () => {
    const { services } = await again();
    expect(services[0]?.match).toEqual({
      profileId: bench.added[0]?.id,
      profileName: 'Office',
      differences: [{ field: 'connect', old: 'vpn.example.org:443', new: 'vpn.example.org:8443' }],
    });
    const other = await bench.preview('[web]\naccept = 443\nconnect = 80\n');
    expect(other.services.map(({ match }) => match)).toEqual([null]);
  });

  test.each([
    ['a server whose host is a question', '[ssh]\naccept = 443\nconnect = 22\n', 'no-host'],
    ['a server on another host', '[ssh]\naccept = b.example.net:443\nconnect = 22\n', 'other-host'],
    ['a client of another host', client(443).replace('vpn.example.org', 'c.example.com'), 'other-host'],
  ])('is in doubt when it is from a file and section of the same names: %s', async (_, text, doubt) => {
    await again();
    const { services } = await bench.preview(text);
    expect(services[0]?.match).toMatchObject({ profileId: bench.added[0]?.id, doubt });
  });

  test('is updated: what is the person’s stays', async () => {
    const { id } = await again();
    const [before] = bench.added;
    const updated = bench.imports.add(id, [answer('service-1', { action: 'update', remotePort: 8443, name: 'other' })]);
    expect(updated).toEqual({ ok: true, value: { profileIds: [before?.id] } });
    expect(bench.added).toMatchObject([
      { id: before?.id, name: 'Office', connect: [{ host: 'vpn.example.org', port: 8443 }] },
    ]);
  });

  test('is copied beside it, with a name and a port of its own', async () => {
    const { id } = await again();
    bench.imports.add(id, [answer('service-1', { action: 'copy', name: 'Office' })]);
    expect(bench.added.map(({ name, accept }) => [name, accept[0]?.port])).toEqual([
      ['Office', 2222],
      ['Office 2', 2223],
    ]);
  });

  test('is skipped', async () => {
    const { id } = await again();
    const before = structuredClone(bench.added);
    expect(bench.imports.add(id, [answer('service-1', { action: 'skip' })])).toEqual({
      ok: true,
      value: { profileIds: [] },
    });
    expect(bench.added).toEqual(before);
  });

  test('and was removed in the meantime: nothing is changed', async () => {
    const { id } = await again();
    bench.added.splice(0);
    expect(bench.imports.add(id, [answer('service-1', { action: 'update' })])).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect(bench.added).toEqual([]);
  });
});

test('a file that is no configuration is a failure with the reader’s own explanation', async () => {
  const read = await bench.imports.read('x', '-----BEGIN PRIVATE KEY-----');
  expect(read).toMatchObject({
    ok: false,
    error: { code: 'import', explanation: { what: 'This is a private key, not a stunnel configuration.' } },
  });
});

test('a reader that throws is a failure and a line in the log', async () => {
  bench.world.readerThrows = true;
  expect(await bench.imports.read('x', 'y')).toMatchObject({ ok: false, error: { code: 'import' } });
  expect(bench.lines.join()).toContain('reader');
});

test.each([
  ['a folder', 'conf.d', ['a.conf', 'b.conf'], 'conf.d'],
  ['a file', null, ['a.conf'], 'a.conf'],
  ['several files', null, ['a.conf', 'b.conf'], '2 files'],
])('the preview of %s is named', async (_what, name, paths, source) => {
  const bytes = new TextEncoder().encode(configuration);
  const files = paths.map((path): SetFile => ({ path, bytes }));
  const read = await bench.imports.readSet({ name, files, notes: [] });
  expect(read).toMatchObject({ ok: true, value: { source: saying(source) } });
});

describe('the demo', () => {
  const demo = async () => {
    const started = await bench.imports.startDemo();
    if (!started.ok) throw new Error('expected a preview');
    return started.value;
  };

  test('is previewed like a file, with its host and port filled in, and its profiles are demos', async () => {
    const preview = await demo();
    expect(preview).toMatchObject({
      demo: true,
      services: [{ host: '127.0.0.1', remotePort: 8443, localPort: 8081, match: null }],
    });
    // The reasons are those of the values that are shown, not of those in the file.
    expect(preview.services[0]?.reasons).toMatchObject({
      host: told('reason.demo.host'),
      localPort: told('reason.demo.local'),
    });
    bench.imports.add(preview.id, [answer('service-1')]);
    expect(bench.added).toMatchObject([{ demo: true }]);
  });

  test('has one server, however often it is started', async () => {
    await demo();
    await demo();
    expect(bench.world.demosStarted).toBe(1);
  });

  test('ends its server when its preview is cancelled, but not while a profile uses it', async () => {
    const first = await demo();
    await bench.imports.cancel(first.id);
    expect(bench.world.demosClosed).toBe(1);
    const second = await demo();
    bench.imports.add(second.id, [answer('service-1')]);
    await bench.imports.tidy();
    expect(bench.world.demosClosed).toBe(1);
    bench.added.splice(0);
    await bench.imports.tidy();
    expect(bench.world.demosClosed).toBe(2);
  });

  test('that cannot start says so and can be tried again', async () => {
    bench.world.demoFails = true;
    expect((await bench.imports.startDemo()).ok).toBe(false);
    bench.world.demoFails = false;
    expect((await bench.imports.startDemo()).ok).toBe(true);
  });
});
