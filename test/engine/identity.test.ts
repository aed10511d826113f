/** What this client shows to the server: certificates, keys in files of all kinds, pre-shared keys. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity, TunnelSpecification } from '../../main/specification.ts';
import { type CertificateFiles, makeAuthorityAndLeaf, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startEcho, type TcpService } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { buildChild, runtimes, startEngine } from './runtimes.ts';
import { saying } from './saying.ts';
import { authority, errorOf, isBlocked, isReachable, specification, systemTrust } from './specification.ts';

const PASSPHRASE = 'correct horse';
let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let echo: TcpService;
let client: CertificateFiles;
let stranger: CertificateFiles;
let server: CertificateFiles;
/** Lets only `client` in. */
let picky: Stunnel;
const file = (name: string) => path.join(directory.path, name);

beforeAll(async () => {
  directory = await temporaryDirectory();
  const make = (name: string) => makeCertificate(directory.path, name, { commonName: name, algorithm: 'rsa' });
  [child, echo, client, stranger, server] = await Promise.all([
    buildChild(),
    startEcho(),
    make('client'),
    make('stranger'),
    make('server'),
  ]);
  const openssl = requireTool('openssl');
  const secret = ['-passout', `pass:${PASSPHRASE}`];
  await execute(openssl, ['rsa', '-in', client.key, '-aes256', '-traditional', '-out', file('old.key.pem'), ...secret]);
  await execute(openssl, ['pkcs8', '-topk8', '-in', client.key, '-out', file('new.key.pem'), ...secret]);
  const kinds = {
    'scrypt.key.pem': ['-scrypt'],
    'sha512.key.pem': ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA512'],
    'rc2.key.pem': ['-v1', 'PBE-SHA1-RC2-40', '-provider', 'legacy', '-provider', 'default'],
  };
  for (const [name, options] of Object.entries(kinds)) {
    await execute(openssl, ['pkcs8', '-topk8', '-in', client.key, '-out', file(name), ...options, ...secret]);
  }
  const p12 = ['pkcs12', '-export', '-in', client.certificate, '-inkey', client.key, ...secret];
  await execute(openssl, [...p12, '-out', file('new.p12')]);
  await execute(openssl, [...p12, '-legacy', '-out', file('old.p12')]);
  await writeFile(file('text.p12'), 'this is no PKCS#12 file');
  picky = await startStunnel({
    connect: echo.port,
    certificate: server.certificate,
    key: server.key,
    extra: `verifyPeer = yes\nCAfile = ${client.certificate}`,
  });
});

afterAll(async () => {
  await picky.close();
  await child.close();
  await echo.close();
  await directory.close();
});

describe.each(runtimes)('identity on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('shown to stunnel', () => {
    /** What becomes of a tunnel: `reachable`, or the error that blocks it. */
    async function outcome(changes: Partial<TunnelSpecification>, port = picky.port) {
      await using running = await startEngine(runtime, child.file);
      running.engine.start(specification(port, changes));
      const status = await running.until('tunnel', (each) => isReachable(each) || isBlocked(each));
      return errorOf(status) ?? 'reachable';
    }
    const pem = (key: string, passphrase: string | null = null): Identity => ({
      kind: 'pem',
      certificate: client.certificate,
      key,
      passphrase,
    });
    const pkcs12 = (name: string, passphrase: string | null): Identity => ({
      kind: 'pkcs12',
      path: file(name),
      passphrase,
    });

    it('a certificate and a key let us in; those of a stranger and none do not', async () => {
      expect(await outcome({ identity: pem(client.key) })).toBe('reachable');
      const other: Identity = { kind: 'pem', certificate: stranger.certificate, key: stranger.key, passphrase: null };
      expect(await outcome({ identity: other })).toMatchObject({ kind: 'client-cert-required' });
      expect(await outcome({})).toMatchObject({ kind: 'client-cert-required' });
    });

    it.each(['old.key.pem', 'new.key.pem'])('an encrypted key needs its passphrase (%s)', async (name) => {
      expect(await outcome({ identity: pem(file(name), PASSPHRASE) })).toBe('reachable');
      const error = { kind: 'key-passphrase', path: file(name), given: true };
      expect(await outcome({ identity: pem(file(name), 'wrong') })).toEqual(error);
      expect(await outcome({ identity: pem(file(name)) })).toEqual({ ...error, given: false });
    });

    it.each([
      ['scrypt.key.pem', 'Node'],
      ['sha512.key.pem', 'Node'],
      ['rc2.key.pem', 'Electron'],
    ])(
      'a key whose encryption one of the libraries lacks works with the other, and is named there (%s)',
      async (name, reader) => {
        const wrong = await outcome({ identity: pem(file(name), 'wrong') });
        const right = await outcome({ identity: pem(file(name), PASSPHRASE) });
        if (runtime.name === reader) {
          expect([wrong, right]).toEqual([{ kind: 'key-passphrase', path: file(name), given: true }, 'reachable']);
        } else {
          const unsupported = {
            kind: 'key-format',
            path: file(name),
            detail: saying('not supported'),
          };
          expect([wrong, right]).toEqual([unsupported, unsupported]);
        }
      },
    );

    it('PKCS#12 tells a wrong passphrase from a wrong file', async () => {
      expect(await outcome({ identity: pkcs12('new.p12', PASSPHRASE) })).toBe('reachable');
      expect(await outcome({ identity: pkcs12('new.p12', 'wrong') })).toEqual({
        kind: 'key-passphrase',
        path: file('new.p12'),
        given: true,
      });
      expect(await outcome({ identity: pkcs12('new.p12', null) })).toMatchObject({ kind: 'key-passphrase' });
      expect(await outcome({ identity: pkcs12('text.p12', null) })).toMatchObject({ kind: 'key-format' });
      expect(await outcome({ identity: pkcs12('missing.p12', null) })).toMatchObject({
        kind: 'key-format',
        detail: saying('ENOENT'),
      });
    });

    it('an old PKCS#12 file (RC2-40) works where the library can read it, and is named where not', async () => {
      const expected = runtime.name === 'Electron' ? 'reachable' : expect.objectContaining({ kind: 'key-format' });
      expect(await outcome({ identity: pkcs12('old.p12', PASSPHRASE) })).toEqual(expected);
    });

    it('a key that belongs to another certificate, and files that are none, are named', async () => {
      expect(await outcome({ identity: pem(stranger.key) })).toMatchObject({ kind: 'key-format', path: stranger.key });
      expect(await outcome({ identity: pem(client.certificate) })).toMatchObject({ kind: 'key-format' });
    });

    it('a pre-shared key needs no certificates; a wrong key and an unknown name are refused', async () => {
      const key = '000102030405060708090a0b0c0d0e0f';
      await writeFile(file(`secrets-${runtime.name}`), `me:${key}\n`);
      await using stunnel = await startStunnel({
        connect: echo.port,
        extra: `PSKsecrets = ${file(`secrets-${runtime.name}`)}`,
      });
      const trust = systemTrust;
      expect(await outcome({ trust, psk: { identity: 'me', key } }, stunnel.port)).toBe('reachable');
      const wrong = key.replace('00', 'ff');
      expect(await outcome({ trust, psk: { identity: 'me', key: wrong } }, stunnel.port)).toMatchObject({
        kind: 'bad-psk',
      });
      expect(await outcome({ trust, psk: { identity: 'you', key } }, stunnel.port)).toMatchObject({ kind: 'bad-psk' });
    });

    it('a revocation list refuses what it lists, and nothing else', async () => {
      const place = await temporaryDirectory();
      const { authority: ca, leaf } = await makeAuthorityAndLeaf(place.path, { commonName: 'server.test' });
      const openssl = requireTool('openssl');
      const at = (name: string) => path.join(place.path, name);
      await writeFile(at('index'), '');
      const config = `[ca]\ndefault_ca = a\n[a]\ndatabase = ${at('index')}\ndefault_md = sha256\ndefault_crl_days = 1\n`;
      await writeFile(at('ca.cnf'), config);
      const ask = ['ca', '-config', at('ca.cnf'), '-cert', ca.certificate, '-keyfile', ca.key];
      await execute(openssl, [...ask, '-gencrl', '-out', at('empty.crl')]);
      await execute(openssl, [...ask, '-revoke', leaf.certificate]);
      await execute(openssl, [...ask, '-gencrl', '-out', at('full.crl')]);
      await using stunnel = await startStunnel({ connect: echo.port, certificate: leaf.certificate, key: leaf.key });
      const trust = authority(ca.certificate);
      expect(await outcome({ trust, revocation: { lists: [at('empty.crl')], ocsp: null } }, stunnel.port)).toBe(
        'reachable',
      );
      expect(await outcome({ trust, revocation: { lists: [at('full.crl')], ocsp: null } }, stunnel.port)).toMatchObject(
        {
          kind: 'cert-revoked',
        },
      );
      expect(
        await outcome({ trust, revocation: { lists: [leaf.certificate], ocsp: null } }, stunnel.port),
      ).toMatchObject({
        kind: 'key-format',
      });
      await place.close();
    });
  });
});
