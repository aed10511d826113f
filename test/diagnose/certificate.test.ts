/** Faults of certificates, each produced and recognised. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TunnelSpecification } from '../../main/specification.ts';
import { authority, pinned, systemTrust } from '../engine/specification.ts';
import { type Authority, makeAuthority, revoke, startResponder, writeList } from '../peers/authority.ts';
import type { CertificateFiles } from '../peers/certificates.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { type Certificates, early, expired, makeCertificates, names } from './certificates.ts';
import { redirecting, saying, startSecureWeb, startWeb } from './middle.ts';
import { type Checked, check, type FaultRow, outcomeOf, wordsOf } from './support.ts';

interface Given extends Certificates {
  readonly revoking: Authority;
}

const host = 'localhost';

/** A real server with this certificate, by its name. */
async function shown(
  { certificate, key }: Pick<CertificateFiles, 'certificate' | 'key'>,
  changes: Partial<TunnelSpecification>,
  ports: Checked['ports'] = {},
  extra?: string,
) {
  await using echo = await startEcho();
  await using server = await startStunnel({
    connect: echo.port,
    certificate,
    key,
    ...(extra === undefined ? {} : { extra }),
  });
  return await check({ port: server.port, changes: { connect: [{ host, port: server.port }], ...changes }, ports });
}

/** Web servers that have nothing to do with the server, and whose certificates somebody makes here. */
async function inspected(given: Certificates, commonName: string, elsewhere: boolean) {
  const maker = await given.make(`maker-${commonName.length}`, { commonName, authority: true });
  const made = (name: string) =>
    given.make(`${name}-${commonName.length}`, { commonName: name, names: [host], issuer: maker });
  await using one = await startSecureWeb(await made('one'), saying(''));
  await using other = await startSecureWeb(await made('other'), saying(''));
  const places = [one, other].map(({ port }) => ({ host, port }));
  const ports = { witnesses: { web: [], tls: elsewhere ? places : [] } };
  return await shown(await made('server'), { trust: pinned(given.server.pem) }, ports);
}

/** A page that is always the same, from a web server whose clock says something. */
async function withClock(days: number, run: (ports: NonNullable<Checked['ports']>) => ReturnType<typeof check>) {
  const date = new Date(Date.now() + days * 86_400_000).toUTCString();
  await using web = await startWeb(saying('success\n', { Date: date }));
  return await run({ witnesses: { web: [{ host, port: web.port, path: '/', says: 'success' }], tls: [] } });
}

const rows: readonly FaultRow<Given>[] = [
  {
    name: 'a self-signed certificate that nobody has trusted yet',
    kind: 'certificate-unknown',
    says: /openssl x509 -noout -fingerprint/,
    run: ({ server }) => shown(server, { trust: systemTrust }),
  },
  {
    name: 'a certificate of an authority that is not trusted',
    kind: 'certificate-unknown',
    says: /Adit test authority/,
    run: ({ leaf }) => shown(leaf, { trust: systemTrust }),
  },
  {
    name: 'another certificate than the one that was trusted',
    kind: 'certificate-changed',
    run: async ({ server, make }) =>
      shown(await make('new', { commonName: 'tunnel.test', names }), { trust: pinned(server.pem) }),
  },
  {
    name: 'a renewed certificate with the same key, for another name',
    kind: 'certificate-renewed',
    says: /the same key/,
    run: async ({ server, make }) => {
      const renewed = await make('renewed', { commonName: 'new.test', names, key: server.key });
      return shown(renewed, { trust: pinned(server.pem) });
    },
  },
  {
    name: 'an expired certificate, and a clock that is right',
    kind: 'certificate-expired',
    says: /systemctl reload/,
    run: async ({ make }) => {
      const old = await make('expired', { commonName: 'tunnel.test', names, ...expired });
      return withClock(0, (ports) => shown(old, { trust: pinned(old.pem) }, ports));
    },
  },
  {
    name: 'an expired certificate, and nobody who says the time',
    kind: 'certificate-expired',
    run: async ({ make }) => {
      const old = await make('expired-alone', { commonName: 'tunnel.test', names, ...expired });
      return shown(old, { trust: pinned(old.pem) });
    },
  },
  {
    name: 'a clock that is ahead: the certificate looks expired',
    kind: 'clock-wrong',
    says: /45 days ahead/,
    run: async ({ make }) => {
      const old = await make('seems-expired', { commonName: 'tunnel.test', names, ...expired });
      return withClock(-45, (ports) => shown(old, { trust: pinned(old.pem) }, ports));
    },
  },
  {
    name: 'a clock that is behind: the certificate looks as if it were not valid yet',
    kind: 'clock-wrong',
    says: /45 days behind/,
    run: async ({ make }) => {
      const coming = await make('seems-early', { commonName: 'tunnel.test', names, ...early });
      return withClock(45, (ports) => shown(coming, { trust: pinned(coming.pem) }, ports));
    },
  },
  {
    name: 'a certificate that is not valid yet',
    kind: 'certificate-early',
    run: async ({ make }) => {
      const coming = await make('early', { commonName: 'tunnel.test', names, ...early });
      return shown(coming, { trust: pinned(coming.pem) });
    },
  },
  {
    name: 'a certificate for another name',
    kind: 'certificate-name',
    says: /other\.test/,
    run: async ({ authority: { certificate }, authority: issuer, make }) =>
      shown(await make('elsewhere', { commonName: 'other.test', names: ['other.test'], issuer }), {
        trust: authority(certificate, [host]),
      }),
  },
  {
    name: 'a revoked certificate',
    kind: 'certificate-revoked',
    run: async ({ revoking, directory, make }) => {
      const bad = await make('revoked', { commonName: 'tunnel.test', names, issuer: revoking });
      await revoke(revoking, bad);
      const list = path.join(directory, 'list.pem');
      await writeList(revoking, list);
      return shown(bad, {
        trust: authority(revoking.certificate, [host]),
        revocation: { lists: [list], ocsp: null },
      });
    },
  },
  {
    name: 'a responder that says nothing, where its answer is demanded',
    kind: 'revocation-unknown',
    run: async ({ revoking, make }) => {
      await using responder = await startResponder(async () => Buffer.alloc(0), 500);
      const leaf = await make('unanswered', { commonName: 'tunnel.test', names, issuer: revoking });
      return await shown(leaf, {
        trust: authority(revoking.certificate, [host]),
        revocation: {
          lists: [],
          ocsp: { url: responder.url, aia: false, nonce: false, require: true, timeout: 2, flags: [] },
        },
      });
    },
  },
  {
    name: 'TLS inspection by a product that is known',
    kind: 'inspection',
    says: /Fortinet FortiGate[\s\S]*Do not trust this certificate/,
    run: (given) => inspected(given, 'FortiGate CA', false),
  },
  {
    name: 'TLS inspection by nobody knows whom: other hosts show certificates of the same issuer',
    kind: 'inspection',
    says: /the same issuer/,
    run: (given) => inspected(given, 'Contoso Outbound Issuing', true),
  },
  {
    name: 'a log-in page behind a certificate that could be anybody’s',
    kind: 'captive-portal',
    run: async (given) => {
      await using everywhere = await startWeb(redirecting('http://login.hotel.test/'));
      const witness = { host, port: everywhere.port, path: '/success.txt', says: 'success' };
      const stranger = await given.make('stranger', { commonName: 'gateway' });
      return await shown(stranger, { trust: systemTrust }, { witnesses: { web: [witness], tls: [] } });
    },
  },
  {
    name: 'a client certificate that is demanded (TLS 1.3)',
    kind: 'client-certificate',
    says: /this profile has none/,
    run: ({ server, authority: { certificate } }) =>
      shown(server, { trust: pinned(server.pem) }, {}, `verifyChain = yes\nCAfile = ${certificate}`),
  },
  {
    name: 'a client certificate that is demanded (TLS 1.2)',
    kind: 'client-certificate',
    run: ({ server, authority: { certificate } }) =>
      shown(
        server,
        { trust: pinned(server.pem) },
        {},
        `sslVersion = TLSv1.2\nverifyChain = yes\nCAfile = ${certificate}`,
      ),
  },
  {
    name: 'a client certificate of somebody else',
    kind: 'client-certificate',
    says: /did not accept/,
    run: ({ server, authority: { certificate } }) =>
      shown(
        server,
        {
          trust: pinned(server.pem),
          identity: { kind: 'pem', certificate: server.certificate, key: server.key, passphrase: null },
        },
        {},
        `verifyChain = yes\nCAfile = ${certificate}`,
      ),
  },
];

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('certificates', () => {
  let given: Given;
  beforeAll(async () => {
    const made = await makeCertificates();
    given = { ...made, revoking: await makeAuthority(made.directory, 'revoking') };
  });
  afterAll(() => given[Symbol.asyncDispose]());

  it.concurrent.each(rows)('$name: $kind', async ({ kind, says, run }) => {
    const diagnosis = await run(given);
    expect(outcomeOf(diagnosis), JSON.stringify(diagnosis.steps.at(-1))).toMatch(new RegExp(`^${kind} at `));
    if (says !== undefined) expect(wordsOf(diagnosis)).toMatch(says);
  });

  it.concurrent.each([
    // One host of the same issuer is a colleague's, not an inspection.
    ['one other host', 1],
    ['none', 0],
  ])('does not speak of inspection when %s shows a certificate of the same issuer', async (_name, count) => {
    const leaf = (name: string) =>
      given.make(`${name}-${count}`, { commonName: name, names: [host], issuer: given.authority });
    await using one = await startSecureWeb(await leaf('colleague'), saying(''));
    const tls = [{ host, port: one.port }].slice(0, count);
    const diagnosis = await shown(await leaf('mine'), { trust: systemTrust }, { witnesses: { web: [], tls } });
    expect(outcomeOf(diagnosis)).toBe('certificate-unknown at certificate');
  });
});
