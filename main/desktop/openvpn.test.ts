import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import type { CarryOutWorld } from '../launch/openvpn/carry-out.ts';
import { lineOf } from '../launch/openvpn/ovpn-file.ts';
import type { FoundClient } from '../launch/openvpn-client.ts';
import { makeProfile } from '../state/make-profile.ts';
import { createOpenvpn } from './openvpn.ts';

const hosts = [{ host: 'vpn.example', port: 443, addresses: ['192.0.2.1', '2001:db8::1'] }];
const server = [
  'client',
  'dev tun',
  'proto udp',
  'remote vpn.example 1194',
  'auth-user-pass login.txt',
  '<auth-user-pass>',
  'ada',
  'secret-word',
  '</auth-user-pass>',
].join('\n');

let directory: string;
let profile: Profile;
let did: string[];
let works: boolean;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'adit-openvpn-'));
  const file = path.join(directory, 'office.ovpn');
  await writeFile(file, server);
  profile = makeProfile({
    name: 'Office',
    application: 'openvpn',
    openvpn: { path: file, traffic: 'everything', blockIpv6: true },
  });
  [did, works] = [[], true];
});

afterEach(() => rm(directory, { recursive: true }));

const world: CarryOutWorld = {
  run: async (argv) => {
    did.push(argv.slice(1, 3).join(' '));
    return { ok: works, says: 'Not authorized to control networking.' };
  },
  startProgram: async () => {},
  openTerminal: async (argv) => {
    did.push(`terminal ${argv[0]}`);
    return 'opened';
  },
  place: async () => {},
  manage: async (_, command) => {
    did.push(command);
    return true;
  },
  pauseMs: 0,
};
const openvpn: FoundClient = { client: 'openvpn', program: '/usr/sbin/openvpn' };
const networkManager: FoundClient = { client: 'network-manager', program: '/usr/bin/nmcli' };

const open = (found: readonly FoundClient[] = [openvpn]) =>
  createOpenvpn({
    userData: directory,
    platform: 'linux',
    home: '/home/ada',
    user: 'ada',
    isAdministrator: false,
    find: (client) => found.find((one) => client === null || one.client === client) ?? null,
    ready: async () => {},
    world,
    log: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} },
  });

async function madeFile(): Promise<string> {
  const folder = path.join(directory, 'openvpn', profile.id.slice(0, 8));
  const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.ovpn'));
  return path.join(folder, name);
}

test('the configuration leaves the servers out, goes to the tunnel, and has no password in it', async () => {
  expect(await open().make(profile, hosts)).toMatchObject({ ok: true });
  const text = await readFile(await madeFile(), 'utf8');
  expect(text).toContain(`remote 127.0.0.1 ${profile.accept[0]?.port}`);
  expect(text).toContain('pull-filter ignore redirect-gateway');
  expect(text).not.toMatch(/route 192\.0\.2\.1 |secret-word/);
  expect(text).toContain('route 192.0.2.0 255.255.255.255');
});

test('where the server was is left out once more, and is not dialled any more', async () => {
  const client = open();
  await client.make(profile, hosts);
  const moved = [{ host: 'vpn.example', port: 443, addresses: ['192.0.2.9'] }];
  await client.make(profile, moved);
  expect(await readFile(await madeFile(), 'utf8')).toContain('route 192.0.2.0 255.255.255.255\n');
  expect(client.held(profile)).toEqual(moved);
  await client.make(profile, moved);
  expect(await readFile(await madeFile(), 'utf8')).toContain('route 192.0.2.0 255.255.255.248');
});

test.skipIf(process.platform === 'win32')('only its owner reads it', async () => {
  await open().make(profile, hosts);
  expect((await stat(await madeFile())).mode & 0o077).toBe(0);
});

test('what is left out is still known when the app starts again, and belongs to this file alone', async () => {
  await open().make(profile, hosts);
  expect(open().held(profile)).toEqual(hosts);
  const other = { ...profile, openvpn: { path: '/other.ovpn', traffic: 'everything', blockIpv6: true } } as const;
  expect(open().held(other)).toBeNull();
});

test('a VPN that was started is ended by who started it, also after the app has started again', async () => {
  const client = open([openvpn]);
  await client.make(profile, hosts);
  await client.end(profile);
  expect(did).toEqual([]);
  expect(await client.start(profile)).toMatchObject({ ok: true });
  const renamed = { ...profile, name: 'Another name' };
  await open([networkManager, openvpn]).end(renamed);
  expect(did).toEqual(['terminal sudo', 'signal SIGTERM']);
});

test('a client that does not start it has its words told', async () => {
  const client = open([networkManager]);
  await client.make(profile, hosts);
  works = false;
  expect(await client.start(profile)).toMatchObject({
    ok: false,
    error: {
      explanation: {
        what: 'NetworkManager did not start the VPN.',
        why: 'It says: Not authorized to control networking.',
      },
    },
  });
});

test('says what is changed of the file, and what is wrong with one that cannot be used', async () => {
  const client = open();
  const { notes, problem } = await client.look(profile);
  expect(problem).toBeNull();
  expect(notes).toContainEqual(expect.objectContaining({ line: 3, text: 'proto udp' }));
  await writeFile(profile.openvpn?.path ?? '', '[ssh]\naccept = 443\nconnect = 22\n');
  expect((await client.look(profile)).problem?.what).toContain('is not the configuration');
  await rm(profile.openvpn?.path ?? '');
  expect((await client.look(profile)).problem?.what).toContain('cannot be read');
  expect(await client.make(profile, hosts)).toMatchObject({ ok: false });
});

test('without a client nothing is made, and it is said what to install', async () => {
  const client = open([]);
  expect((await client.look(profile)).problem?.what).toBe('No OpenVPN client was found on this computer.');
  expect(await client.make(profile, hosts)).toMatchObject({ ok: false });
});

test('shows what would be run', () => {
  const plan = open().plan(profile);
  expect(plan?.by).toEqual({ id: 'vpn.client.openvpn' });
  expect(plan?.command).toMatch(/^sudo \/usr\/sbin\/openvpn --config .*--management-client-user ada$/);
});

test('what is shown beforehand stays the same when the client has the configuration already', async () => {
  const client = open([networkManager]);
  const before = client.plan(profile);
  await client.make(profile, hosts);
  await client.start(profile);
  expect(client.plan(profile)).toEqual(before);
});

test('nothing is planned for a profile without a file, or without a client', () => {
  expect(open([]).plan(profile)).toBeNull();
  expect(open().plan(makeProfile({ application: 'openvpn' }))).toBeNull();
});

test('what lies beside the server’s file is put inside for a client that takes one file, but never a password', async () => {
  const pem = (word: string) => `-----BEGIN ${word}-----\nAAAA\n-----END ${word}-----\n`;
  await writeFile(path.join(directory, 'me.key'), pem('PRIVATE KEY'));
  await writeFile(path.join(directory, 'login.txt'), `ada\nsecret-word\n`);
  await writeFile(path.join(directory, 'office.ovpn'), `${server}\nkey me.key\nca gone.crt\n`);
  await open([networkManager]).make(profile, hosts);
  const text = await readFile(await madeFile(), 'utf8');
  expect(text).toContain(`<key>\n${pem('PRIVATE KEY')}</key>\n`);
  expect(text).toContain(`\n${lineOf('ca', `${directory}/gone.crt`)}\n`);
  expect(text).not.toContain('secret-word');
});

test('a dropped file is kept under its name, nowhere else, and goes with the profile', async () => {
  const client = open();
  const bytes = new TextEncoder().encode('K');
  const files = [
    { path: 'keys/me.key', bytes },
    { path: '../out.key', bytes },
  ];
  const { path: kept } = await client.keep(profile.id, { name: '../../x.ovpn', text: server, files });
  expect(await readFile(path.join(path.dirname(kept), 'keys/me.key'), 'utf8')).toBe('K');
  await expect(stat(path.join(path.dirname(kept), '../out.key'))).rejects.toThrow();
  const [room, id, received, , name] = path.relative(directory, kept).split(path.sep);
  expect([room, id, received, name]).toEqual(['openvpn', profile.id.slice(0, 8), 'received', 'x.ovpn']);
  await client.forget(profile.id);
  await expect(stat(kept)).rejects.toThrow();
});

test('a dropped file takes the place of an earlier one when the profile has it, and never before', async () => {
  const client = open();
  const first = await client.keep(profile.id, { name: 'x.ovpn', text: server });
  await first.settle(true);
  const refused = await client.keep(profile.id, { name: 'x.ovpn', text: 'other' });
  expect(await readFile(first.path, 'utf8')).toBe(server);
  await refused.settle(false);
  await expect(stat(refused.path)).rejects.toThrow();
  // A file where a folder has to be, as a full disk leaves it: half of it is nothing.
  const files = ['a', 'a/b'].map((name) => ({ path: name, bytes: new TextEncoder().encode('K') }));
  await expect(client.keep(profile.id, { name: 'x.ovpn', text: 'other', files })).rejects.toThrow();
  expect(await readdir(path.dirname(path.dirname(first.path)))).toHaveLength(1);
  expect(await readFile(first.path, 'utf8')).toBe(server);
  const second = await client.keep(profile.id, { name: 'y.ovpn', text: 'other' });
  await second.settle(true);
  await expect(stat(first.path)).rejects.toThrow();
  expect(await readFile(second.path, 'utf8')).toBe('other');
});
