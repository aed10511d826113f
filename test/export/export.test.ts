/** An exported profile is one that real stunnel runs, and that trusts whom the profile trusts. */

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noChecks } from '../../main/profile/defaults.ts';
import { specificationOf } from '../../main/profile/specification.ts';
import { localAddresses } from '../../main/tunnel/local/local-addresses.ts';
import { lookAt } from '../../main/tunnel/look-at.ts';
import type { CertificateSource, Profile, Trust } from '../../preload/types.ts';
import { type CertificateFiles, makeAuthorityAndLeaf, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startEcho, type TcpService } from '../peers/tcp.ts';
import { hasTool, requireTool } from '../peers/tools.ts';
import { arbitraryProfile, plainProfile, randomFrom } from './arbitrary.ts';
import { passes, portsIn, startConnectProxy, startExported } from './support.ts';

const execute = promisify(execFile);

let directory: TemporaryDirectory;
let echo: TcpService;
let server: Stunnel;
let authority: CertificateFiles;
let leaf: CertificateFiles;
let stranger: CertificateFiles;
/** Lines of IDENTITY:KEY. */
let keys: string;

const pem = (files: CertificateFiles): CertificateSource => ({ kind: 'pem', pem: files.pem });
const file = (files: CertificateFiles): CertificateSource => ({ kind: 'file', path: files.certificate });
const pinned = (...certificates: CertificateSource[]): Trust => ({ kind: 'pinned', certificates, checks: noChecks });
const issued = (hosts: string[], ...certificates: CertificateSource[]): Trust => ({
  kind: 'authority',
  certificates,
  checks: { ...noChecks, hosts },
});

/** `lists/empty.pem`, and the same as the hashed name that stunnel looks for. */
async function makeRevocationList(folder: string, { certificate, key }: CertificateFiles): Promise<void> {
  const at = (name: string) => path.join(folder, name);
  await mkdir(at('lists'));
  await writeFile(at('index'), '');
  await writeFile(
    at('ca.conf'),
    `[ca]\ndefault_ca = a\n[a]\ndatabase = ${at('index')}\ndefault_md = sha256\ndefault_crl_days = 1\n`,
  );
  const openssl = requireTool('openssl');
  const ask = ['ca', '-config', at('ca.conf'), '-cert', certificate, '-keyfile', key];
  await execute(openssl, [...ask, '-gencrl', '-out', at('lists/empty.pem')]);
  await execute(openssl, ['rehash', at('lists')]);
}

const none: ReadonlyMap<string, string> = new Map();

/** To the server of this test; any local port. */
const profile = (changes: Partial<Profile> = {}): Profile =>
  plainProfile({
    accept: [{ host: '127.0.0.1', port: 0 }],
    connect: [{ host: 'localhost', port: server.port }],
    ...changes,
  });

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('an exported profile in stunnel', () => {
  beforeAll(async () => {
    directory = await temporaryDirectory();
    ({ authority, leaf } = await makeAuthorityAndLeaf(directory.path, {
      commonName: 'tunnel.test',
      names: ['localhost', '127.0.0.1'],
    }));
    stranger = await makeCertificate(directory.path, 'stranger', { commonName: 'tunnel.test', names: ['localhost'] });
    keys = path.join(directory.path, 'psk.txt');
    await writeFile(keys, `ada:${'0123456789abcdef'.repeat(2)}\n`);
    await makeRevocationList(directory.path, authority);
    echo = await startEcho();
    server = await startStunnel({ connect: echo.port, certificate: leaf.certificate, key: leaf.key });
  });

  afterAll(async () => {
    await server?.close();
    await echo?.close();
    await directory?.close();
  });

  /** Whether stunnel lets bytes through, and whether our engine accepts the same server. */
  async function verdicts(trust: Trust, certificates = none, port = server.port) {
    const subject = profile({ trust, connect: [{ host: 'localhost', port }] });
    await using exported = await startExported(subject, { certificates });
    const stunnel = await passes(portsIn(exported.log())[0] ?? 0);
    const { error } = await lookAt(specificationOf(subject));
    return { stunnel, adit: error === null };
  }
  const both = { stunnel: true, adit: true };
  const neither = { stunnel: false, adit: false };

  it('accepts what is pinned in the profile, in a file, and in several places', async () => {
    expect(await verdicts(pinned(pem(leaf)))).toEqual(both);
    expect(await verdicts(pinned(file(leaf)))).toEqual(both);
    const texts = new Map([[leaf.certificate, await readFile(leaf.certificate, 'utf8')]]);
    expect(await verdicts(pinned(pem(stranger), file(leaf)), texts)).toEqual(both);
  });

  it('refuses another certificate than the pinned one, even of the same name', async () => {
    expect(await verdicts(pinned(pem(stranger)))).toEqual(neither);
    expect(await verdicts(pinned(file(stranger)))).toEqual(neither);
  });

  it('knows a renewed certificate by its key; a self-signed one only Adit does', async () => {
    const renew = (name: string, issuer?: CertificateFiles) =>
      makeCertificate(directory.path, name, {
        commonName: 'tunnel.test',
        key: leaf.key,
        ...(issuer === undefined ? {} : { issuer }),
      });
    expect(await verdicts(pinned(pem(await renew('renewed', authority))))).toEqual(both);
    const [before, after] = [await renew('alone'), await renew('alone-renewed')];
    await using alone = await startStunnel({ connect: echo.port, certificate: after.certificate, key: after.key });
    const at = (files: CertificateFiles) => verdicts(pinned(pem(files)), none, alone.port);
    expect(await at(after)).toEqual(both);
    // OpenSSL calls it self-signed and unknown, which stunnel does not forgive (verify.c, verifyPeer); the file says so.
    expect(await at(before)).toEqual({ stunnel: false, adit: true });
  });

  it('accepts what the authority issued, for the names that are asked for', async () => {
    expect(await verdicts(issued([], pem(authority)))).toEqual(both);
    expect(await verdicts(issued(['localhost'], file(authority)))).toEqual(both);
    expect(await verdicts(issued(['other.test', 'localhost'], pem(stranger), pem(authority)))).toEqual(both);
  });

  it('accepts a known certificate of the authority, and no other that it issued', async () => {
    const known = (...of: CertificateFiles[]): Trust => ({
      kind: 'authority',
      certificates: of.map(pem),
      checks: noChecks,
      peer: true,
    });
    expect(await verdicts(known(leaf, authority))).toEqual(both);
    expect(await verdicts(known(stranger, authority))).toEqual(neither);
    expect(await verdicts(known(leaf))).toEqual(neither);
  });

  it('refuses another authority, and another name', async () => {
    expect(await verdicts(issued([], pem(stranger)))).toEqual(neither);
    expect(await verdicts(issued(['other.test'], pem(authority)))).toEqual(neither);
  });

  it('checks e-mail and IP addresses as the profile does', async () => {
    const trust = (ips: string[], emails: string[] = []): Trust => ({
      ...issued([], pem(authority)),
      kind: 'authority',
      certificates: [pem(authority)],
      checks: { hosts: [], emails, ips },
    });
    expect(await verdicts(trust(['127.0.0.1']))).toEqual(both);
    expect(await verdicts(trust(['127.0.0.2']))).toEqual(neither);
    expect(await verdicts(trust([], ['ada@example.com']))).toEqual(neither);
  });

  it('lets the system decide, for the host that is connected to and no other', async () => {
    const run = async (connect: Profile['connect'], systemRoots: string) => {
      await using exported = await startExported(profile({ connect }), { systemRoots });
      // Awaited here: stunnel ends with this function.
      return await passes(portsIn(exported.log())[0] ?? 0);
    };
    const at = (host: string, port = server.port) => [{ host, port }];
    // The same certificate at an address that it does not have.
    await using other = await startStunnel({
      accept: '127.0.0.2:0',
      connect: echo.port,
      certificate: leaf.certificate,
      key: leaf.key,
    });
    expect(await run(at('localhost'), authority.certificate)).toBe(true);
    expect(await run(at('127.0.0.1'), authority.certificate)).toBe(true);
    expect(await run(at('127.0.0.2', other.port), authority.certificate)).toBe(false);
    expect(other.log()).toContain('accepted connection');
    expect(await run(at('localhost'), stranger.certificate)).toBe(false);
  });

  it('accepts anybody when the profile does', async () => {
    expect(await verdicts({ kind: 'none' })).toEqual(both);
  });

  it('listens on every address and goes on to the next server when one is silent', async () => {
    const dead = await freePort();
    await using exported = await startExported(
      profile({
        accept: [
          { host: '127.0.0.1', port: 0 },
          { host: '127.0.0.1', port: 0 },
        ],
        connect: [
          { host: '127.0.0.1', port: dead },
          { host: 'localhost', port: server.port },
        ],
        trust: pinned(pem(leaf)),
      }),
    );
    const ports = portsIn(exported.log());
    expect(ports).toHaveLength(2);
    for (const port of ports) expect(await passes(port)).toBe(true);
  });

  it.skipIf(!localAddresses().has('::1'))('listens on ::1 as well when the profile does', async () => {
    await using exported = await startExported(profile({ acceptIpv6: true, trust: pinned(pem(leaf)) }));
    const [ipv4 = 0, ipv6 = 0] = portsIn(exported.log());
    expect(await passes(ipv4)).toBe(true);
    expect(await passes(ipv6, 1000, '::1')).toBe(true);
  });

  it('speaks the TLS versions, ciphers and groups of the profile', async () => {
    const connected = async (extra: string, tls: Partial<Profile['tls']>) => {
      await using peer = await startStunnel({
        connect: echo.port,
        certificate: leaf.certificate,
        key: leaf.key,
        extra,
      });
      const changes = {
        connect: [{ host: '127.0.0.1', port: peer.port }],
        trust: pinned(pem(leaf)),
        tls: { ...profile().tls, ...tls },
      };
      await using exported = await startExported(profile(changes));
      const ok = await passes(portsIn(exported.log())[0] ?? 0);
      return ok && /(TLSv[\d.]+) ciphersuite: (\S+)/.exec(exported.log())?.slice(1).join(' ');
    };
    const old = 'sslVersion = TLSv1.1\nsecurityLevel = 0';
    expect(await connected(old, { minVersion: 'TLSv1' })).toMatch(/^TLSv1.1 /);
    expect(await connected(old, {})).toBe(false);
    expect(await connected('', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE+CHACHA20' })).toMatch(/^TLSv1.2 .*CHACHA20/);
    expect(await connected('curves = P-521', { curves: 'X25519MLKEM768:P-521' })).toMatch(/^TLSv1.3 /);
    expect(await connected('curves = P-521', { curves: 'X25519' })).toBe(false);
  });

  it('sends the server name that the profile sends', async () => {
    const names: (string | false | null)[] = [];
    const listener = createServer({ cert: leaf.pem, key: await readFile(leaf.key) }, (socket: TLSSocket) => {
      names.push(socket.servername);
      socket.on('error', () => undefined).end();
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const sent = async (host: string, sni: Profile['tls']['sni']) => {
      const subject = profile({ connect: [{ host, port }], trust: pinned(pem(leaf)), tls: { ...profile().tls, sni } });
      await using exported = await startExported(subject);
      names.length = 0;
      await passes(portsIn(exported.log())[0] ?? 0, 10);
      await lookAt(specificationOf(subject));
      return names.map((name) => name || null);
    };
    try {
      expect(await sent('localhost', { kind: 'default' })).toEqual(['localhost', 'localhost']);
      expect(await sent('127.0.0.1', { kind: 'default' })).toEqual([null, null]);
      expect(await sent('localhost', { kind: 'none' })).toEqual([null, null]);
      expect(await sent('127.0.0.1', { kind: 'name', name: 'a.test' })).toEqual(['a.test', 'a.test']);
      expect(await sent('localhost', { kind: 'name', name: '127.0.0.1' })).toEqual([null, null]);
    } finally {
      listener.close();
    }
  });

  /** The same with files that exist, and the address of this computer. */
  async function placedFields({ identity, psk, revocation, local }: Profile): Promise<Partial<Profile>> {
    const lists = path.join(directory.path, 'lists');
    return {
      ...(identity === undefined
        ? {}
        : { identity: { kind: 'pem', certificate: stranger.certificate, key: stranger.key } }),
      ...(psk?.kind === 'file' ? { psk: { ...psk, path: keys } } : {}),
      ...(revocation === undefined
        ? {}
        : {
            revocation: {
              ...revocation,
              lists: revocation.lists.map((list) => (list.endsWith('/') ? `${lists}/` : path.join(lists, 'empty.pem'))),
            },
          }),
      ...(local === undefined ? {} : { local: '127.0.0.1' }),
    };
  }

  it('is accepted by stunnel, whatever the profile', async () => {
    const random = randomFrom(5);
    const list = path.join(directory.path, 'lists', 'empty.pem');
    const hashed = path.join(directory.path, 'authorities');
    await mkdir(hashed);
    await copyFile(authority.certificate, path.join(hashed, 'authority.pem'));
    await execute(requireTool('openssl'), ['rehash', hashed]);
    const certificates = new Map([
      [authority.certificate, authority.pem],
      [hashed, authority.pem],
      [list, await readFile(list, 'utf8')],
    ]);
    const place = (source: CertificateSource): CertificateSource =>
      source.kind === 'pem'
        ? pem(leaf)
        : source.kind === 'file'
          ? file(authority)
          : { kind: 'directory', path: hashed };
    for (let round = 0; round < 60; round += 1) {
      const any = arbitraryProfile(random);
      const { trust, failover, tls } = any;
      const subject: Profile = {
        ...any,
        ...(await placedFields(any)),
        // The certificates of this test are not larger.
        tls: tls.securityLevel === undefined ? tls : { ...tls, securityLevel: Math.min(tls.securityLevel, 2) },
        // An address that no computer has: stunnel says its verdict on the configuration and ends.
        accept: [{ host: '192.0.2.200', port: 2222 }],
        // Names are looked up at start only for `rr`, which would ask a name server.
        connect: failover === 'rr' ? any.connect.map(({ port }) => ({ host: '127.0.0.1', port })) : any.connect,
        trust: 'certificates' in trust ? { ...trust, certificates: trust.certificates.map(place) } : trust,
      };
      await using exported = await startExported(subject, {
        certificates,
        ready: /Configuration (successful|failed)/,
      });
      expect(exported.log(), exported.text).toContain('Configuration successful');
    }
  });

  /** What comes of the exported profile in stunnel: whether bytes pass, and its log. */
  async function run(changes: Partial<Profile>) {
    await using exported = await startExported(profile({ trust: pinned(pem(leaf)), ...changes }));
    const passed = await passes(portsIn(exported.log())[0] ?? 0);
    return { passed, log: exported.log() };
  }

  it('shows the server the certificate of the profile', async () => {
    const extra = `verifyPeer = yes\nCAfile = ${stranger.certificate}`;
    await using asking = await startStunnel({
      connect: echo.port,
      certificate: leaf.certificate,
      key: leaf.key,
      extra,
    });
    const connect = [{ host: '127.0.0.1', port: asking.port }];
    const identity = { kind: 'pem', certificate: stranger.certificate, key: stranger.key } as const;
    expect((await run({ connect, identity })).passed).toBe(true);
    expect((await run({ connect })).passed).toBe(false);
  });

  it('uses the pre-shared key of a file, and the revocation list', async () => {
    await using sharing = await startStunnel({ connect: echo.port, extra: `PSKsecrets = ${keys}` });
    const connect = [{ host: '127.0.0.1', port: sharing.port }];
    const psk = { kind: 'file', path: keys, identity: 'ada' } as const;
    // Without a certificate there is nothing to verify.
    const tls = { ...profile().tls, ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;
    expect((await run({ connect, psk, tls, trust: { kind: 'none' } })).passed).toBe(true);
    const lists = [path.join(directory.path, 'lists', 'empty.pem')];
    const trust = issued([], pem(authority));
    expect((await run({ trust, revocation: { lists, ocsp: null } })).passed).toBe(true);
  });

  it('goes through the HTTP proxy of the profile, and speaks the dialect of the server', async () => {
    await using dialect = await startStunnel({
      connect: echo.port,
      certificate: leaf.certificate,
      key: leaf.key,
      extra: 'protocol = pgsql',
    });
    const connect = [{ host: '127.0.0.1', port: dialect.port }];
    expect((await run({ connect, negotiation: { kind: 'pgsql' } })).passed).toBe(true);
    expect((await run({ connect })).passed).toBe(false);
    await using proxy = await startConnectProxy();
    const through = { kind: 'http', host: '127.0.0.1', port: proxy.port, username: null } as const;
    expect((await run({ proxy: through })).passed).toBe(true);
    expect(proxy.asked()).toEqual([`localhost:${server.port}`]);
  });

  it('takes sessions up again, or does not, as the profile says', async () => {
    const reused = async (resume: boolean) => {
      const tls = { ...profile().tls, sessions: { resume, size: 1000, timeout: 300 } };
      await using exported = await startExported(profile({ trust: pinned(pem(leaf)), tls }));
      const port = portsIn(exported.log())[0] ?? 0;
      for (let round = 0; round < 3; round += 1) await passes(port);
      return exported.log().includes('previous session reused');
    };
    expect(await reused(true)).toBe(true);
    expect(await reused(false)).toBe(false);
  });
});
