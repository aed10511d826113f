/** Revoked certificates by OCSP, beside stunnel as the client where it can do the same. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TunnelSpecification } from '../../main/specification.ts';
import type { Revocation } from '../../preload/types.ts';
import {
  type Answer,
  type Authority,
  answerOf,
  makeAuthority,
  type Responder,
  register,
  revoke,
  type Signer,
  startResponder,
  writeList,
  writeResponse,
} from '../peers/authority.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startStapling } from '../peers/stapling.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { hasTool } from '../peers/tools.ts';
import { buildChild, runtimes, startEngine } from './runtimes.ts';
import { saying } from './saying.ts';
import { authority, errorOf, isBlocked, isReachable, isUnreachable, portOf, specification } from './specification.ts';

let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let root: Authority;
let good: CertificateFiles;
let bad: CertificateFiles;
/** Nobody has told the responder of it. */
let stray: CertificateFiles;
let delegate: CertificateFiles;
let impostor: Authority;
const at = (name: string) => path.join(directory.path, name);

beforeAll(async () => {
  directory = await temporaryDirectory();
  const { path: place } = directory;
  [child, root] = await Promise.all([buildChild(), makeAuthority(place, 'root')]);
  impostor = await makeAuthority(path.join(place, 'authority-root'), 'root');
  const make = (name: string, extensions: string[] = []) =>
    makeCertificate(place, name, { commonName: name, issuer: root, extensions });
  [good, bad, stray, delegate] = await Promise.all([
    make('good'),
    make('bad'),
    make('stray'),
    make('delegate', ['extendedKeyUsage = OCSPSigning']),
  ]);
  for (const signer of [root, impostor]) {
    await register(signer, good);
    await revoke(signer, bad);
  }
  const own = { authority: root };
  await writeResponse(own, good, at('good.der'));
  await writeResponse(own, bad, at('bad.der'));
  await writeResponse({ ...own, signer: delegate }, bad, at('delegated.der'));
  await writeResponse({ ...own, signer: stray }, bad, at('undelegated.der'));
  await writeResponse({ ...own, signer: { ...impostor } }, bad, at('forged.der'));
  await writeResponse(own, stray, at('unknown.der'));
  await writeResponse(own, bad, at('damaged.der'), '-badsig', '-ndays', '1');
  await writeList(root, at('list.crl'));
});

afterAll(async () => {
  await child.close();
  await directory.close();
});

const settled = (status: Parameters<typeof isReachable>[0]) =>
  isReachable(status) || isBlocked(status) || isUnreachable(status);

async function talk(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const answer = await new Promise<string>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => resolve(String(data).trim()));
    socket.on('close', () => resolve('closed'));
    socket.write('ping\n');
  });
  socket.destroy();
  return answer;
}

const asks = (changes: Partial<NonNullable<Revocation['ocsp']>>): Revocation => ({
  lists: [],
  ocsp: { url: null, aia: false, nonce: false, require: true, timeout: 2, flags: [], ...changes },
});

/** For bytes that openssl's server refuses to staple. */
async function startStaplingAnything(files: CertificateFiles, response: Buffer) {
  const [cert, key] = await Promise.all([readFile(files.certificate), readFile(files.key)]);
  const server = createServer({ cert, key }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => socket.write(`${[...String(data).trim()].reverse().join('')}\n`));
  });
  server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async () => {
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: close };
}

/** Does stunnel do the same with the same server? */
async function expectTheirs(port: number, extra: string, expected: 'gnip' | 'closed'): Promise<void> {
  await using stunnel = await startStunnel({
    connect: port,
    extra: `client = yes\nverifyChain = yes\nCAfile = ${root.certificate}\n${extra}`,
  });
  const said = await talk(stunnel.port);
  expect(said, stunnel.log()).toBe(expected);
}

describe.each(runtimes)('OCSP on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel') || !hasTool('openssl'))('of a server', () => {
    /** `gnip` when data flows; otherwise the error. */
    async function ours(port: number, revocation?: Revocation, changes: Partial<TunnelSpecification> = {}) {
      await using running = await startEngine(runtime, child.file);
      running.engine.start(
        specification(port, {
          trust: authority(root.certificate),
          ...(revocation === undefined ? {} : { revocation }),
          ...changes,
        }),
      );
      const status = await running.until('tunnel', settled);
      return errorOf(status) ?? (await talk(portOf(status)));
    }

    it.each([
      ['that it is good', () => good, 'good.der', 'gnip'],
      ['that it is revoked', () => bad, 'bad.der', 'cert-revoked'],
      ['that it is revoked, by a delegate', () => bad, 'delegated.der', 'cert-revoked'],
      ['that it is unknown', () => stray, 'unknown.der', 'gnip'],
      ['something about another certificate', () => bad, 'good.der', 'gnip'],
      ['nothing', () => bad, null, 'gnip'],
      ['what an impostor has signed', () => bad, 'forged.der', 'gnip'],
      ['what another certificate of the issuer has signed', () => bad, 'undelegated.der', 'gnip'],
      ['what has a wrong signature', () => bad, 'damaged.der', 'gnip'],
    ] as const)('a stapled response says %s', async (_name, leaf, response, expected) => {
      await using server = await startStapling(leaf(), root.certificate, response === null ? null : at(response));
      // As stunnel 5.75 (ocsp.c, ocsp_verify); 5.68 looks at no stapled response.
      const own = await ours(server.port);
      expect(typeof own === 'string' ? own : own.kind).toBe(expected);
    });

    it.each(['-tls1_2', '-tls1_3'])('a stapled revocation counts in every version of TLS (%s)', async (version) => {
      await using server = await startStapling(bad, root.certificate, at('bad.der'), version);
      expect(await ours(server.port)).toMatchObject({ kind: 'cert-revoked' });
    });

    const answering = (signer: () => Signer, ...options: string[]) => ({
      answer: () => answerOf(signer(), ...options),
    });
    const own = () => ({ authority: root });
    interface Case {
      readonly name: string;
      readonly leaf: () => CertificateFiles;
      /** null: nobody listens. */
      readonly responder: { readonly answer: () => Answer | null; readonly status?: number } | null;
      readonly changes?: Partial<NonNullable<Revocation['ocsp']>>;
      readonly extra?: string;
      readonly expected: 'gnip' | 'cert-revoked' | RegExp;
      /** stunnel 5.68 knows no OCSPrequire: it always requires. */
      readonly alone?: boolean;
    }
    const optional = { changes: { require: false }, alone: true };
    const cases: readonly Case[] = [
      { name: 'good', leaf: () => good, responder: answering(own), expected: 'gnip' },
      { name: 'revoked', leaf: () => bad, responder: answering(own), expected: 'cert-revoked' },
      { name: 'unknown', leaf: () => stray, responder: answering(own), expected: /does not know/ },
      { name: 'unknown, not required', leaf: () => stray, responder: answering(own), ...optional, expected: 'gnip' },
      {
        name: 'revoked, not required',
        leaf: () => bad,
        responder: answering(own),
        ...optional,
        expected: 'cert-revoked',
      },
      { name: 'unreachable', leaf: () => good, responder: null, expected: /ECONNREFUSED/ },
      { name: 'unreachable, not required', leaf: () => good, responder: null, ...optional, expected: 'gnip' },
      {
        name: 'silent',
        leaf: () => good,
        responder: { answer: () => null },
        changes: { timeout: 1 },
        alone: true,
        expected: /did not answer within 1 seconds/,
      },
      {
        name: 'garbage',
        leaf: () => good,
        responder: { answer: () => async () => Buffer.from('no') },
        expected: /damaged/,
      },
      {
        name: 'endless',
        leaf: () => good,
        responder: { answer: () => async () => Buffer.alloc(1_000_000) },
        alone: true,
        expected: /more than an OCSP response/,
      },
      {
        name: 'a redirection',
        leaf: () => good,
        responder: { ...answering(own), status: 302 },
        expected: /HTTP status 302/,
      },
      {
        name: 'an error',
        leaf: () => good,
        responder: { ...answering(own), status: 500 },
        expected: /HTTP status 500/,
      },
      {
        name: 'signed by a delegate',
        leaf: () => good,
        responder: answering(() => ({ authority: root, signer: delegate })),
        expected: 'gnip',
      },
      {
        name: 'signed by a delegate, which is not wanted',
        leaf: () => good,
        responder: answering(() => ({ authority: root, signer: delegate })),
        changes: { flags: ['NOINTERN'] },
        extra: 'OCSPflag = NOINTERN',
        expected: /not signed by/,
      },
      {
        name: 'signed by somebody else',
        leaf: () => good,
        responder: answering(() => ({ authority: root, signer: stray })),
        expected: /not signed by/,
      },
      {
        name: 'signed by an impostor',
        leaf: () => good,
        responder: answering(() => ({ authority: impostor })),
        expected: /not signed by/,
      },
      {
        name: 'with the nonce',
        leaf: () => good,
        responder: answering(own),
        changes: { nonce: true },
        extra: 'OCSPnonce = yes',
        expected: 'gnip',
      },
      {
        name: 'without the nonce',
        leaf: () => good,
        responder: { answer: () => () => readFile(at('good.der')) },
        changes: { nonce: true },
        extra: 'OCSPnonce = yes',
        expected: /nonce/,
      },
    ];
    it.each(cases)('a responder says: $name', async ({ leaf, responder, changes, extra = '', expected, alone }) => {
      await using server = await startStapling(leaf(), root.certificate, null);
      await using running: Responder | null =
        responder === null ? null : await startResponder(responder.answer(), responder.status);
      const url = running?.url ?? `http://127.0.0.1:${await freePort()}/`;
      if (!alone) {
        await expectTheirs(server.port, `OCSP = ${url}\n${extra}`, expected === 'gnip' ? 'gnip' : 'closed');
      }
      const outcome = await ours(server.port, asks({ url, ...changes }));
      if (expected instanceof RegExp) {
        const unknown = { kind: 'revocation-unknown', source: 'responder', detail: saying(expected) };
        expect(outcome).toMatchObject(unknown);
      } else {
        expect(typeof outcome === 'string' ? outcome : outcome.kind).toBe(expected);
      }
      if (running !== null) expect(running.asked()).toBeGreaterThan(0);
    });

    it('nobody can say, which is not required: the log says so once, and again under another specification', async () => {
      await using server = await startStapling(good, root.certificate, null);
      await using running = await startEngine(runtime, child.file);
      const url = `http://127.0.0.1:${await freePort()}/`;
      const asking = (timeout: number) =>
        specification(server.port, {
          trust: authority(root.certificate),
          revocation: asks({ url, require: false, timeout }),
          tls: { ...specification(1).tls, sessions: { resume: false, size: 0, timeout: 0 } },
        });
      const remarks = () =>
        running.events.flatMap((event) => (event.kind === 'log' && /is revoked/.test(event.text) ? [event] : []));
      running.engine.start(asking(2));
      const port = portOf(await running.until('tunnel', isReachable));
      for (let count = 0; count < 3; count += 1) expect(await talk(port)).toBe('gnip');
      const text = `Nobody can say whether the certificate of 127.0.0.1 is revoked: the OCSP responder ${url} cannot be reached (ECONNREFUSED).`;
      expect(remarks()).toEqual([{ kind: 'log', id: 'tunnel', level: 'warning', text }]);
      running.engine.start(asking(3));
      await running.event(() => remarks().length === 2);
      await using responder = await startResponder(answerOf(own()));
      running.engine.start({ ...asking(3), revocation: asks({ url: responder.url, require: false }) });
      await running.event(() => responder.asked() > 0);
      expect(await talk(portOf(await running.until('tunnel', isReachable)))).toBe('gnip');
      expect(remarks()).toHaveLength(2);
    });

    it('a conclusive stapled response spares the question; another does not', async () => {
      await using responder = await startResponder(answerOf(own()));
      await using stapling = await startStapling(good, root.certificate, at('good.der'));
      expect(await ours(stapling.port, asks({ url: responder.url }))).toBe('gnip');
      expect(responder.asked()).toBe(0);
      await using garbage = await startStaplingAnything(bad, Buffer.from('this is no OCSP response'));
      expect(await ours(garbage.port)).toBe('gnip');
      expect(await ours(garbage.port, asks({ url: responder.url }))).toMatchObject({ kind: 'cert-revoked' });
    });

    it('the responders that certificates name are asked when that is wanted, of authorities too', async () => {
      await using responder = await startResponder(answerOf(own()));
      const extensions = [`authorityInfoAccess = OCSP;URI:${responder.url}`];
      const place = await temporaryDirectory();
      const leaf = await makeCertificate(place.path, 'leaf', { commonName: 'leaf', issuer: root, extensions });
      await using server = await startStapling(leaf, root.certificate, null);
      expect(await ours(server.port)).toBe('gnip');
      expect(responder.asked()).toBe(0);
      const unknown = { kind: 'revocation-unknown', detail: saying(/does not know/) };
      await expectTheirs(server.port, 'OCSPaia = yes', 'closed');
      expect(await ours(server.port, asks({ aia: true }))).toMatchObject(unknown);
      await register(root, leaf);
      await expectTheirs(server.port, 'OCSPaia = yes', 'gnip');
      expect(await ours(server.port, asks({ aia: true }))).toBe('gnip');

      await using above = await startResponder(answerOf({ authority: root }));
      const between = await makeAuthority(place.path, `between-${runtime.name}`, root, [
        'keyUsage = critical, keyCertSign, cRLSign',
        `authorityInfoAccess = OCSP;URI:${above.url}`,
      ]);
      const below = await makeCertificate(place.path, 'below', { commonName: 'below', issuer: between });
      await revoke(root, between);
      await using second = await startStapling(below, between.certificate, null);
      await expectTheirs(second.port, 'OCSPaia = yes', 'closed');
      expect(await ours(second.port, asks({ aia: true }))).toMatchObject({
        kind: 'cert-revoked',
        certificate: { subject: `CN=Adit test between-${runtime.name}` },
      });
      await place.close();
    });

    it('certificates that name no responder are accepted, as stunnel does', async () => {
      await using server = await startStapling(bad, root.certificate, null);
      await expectTheirs(server.port, 'OCSPaia = yes', 'gnip');
      expect(await ours(server.port, asks({ aia: true }))).toBe('gnip');
    });

    it('an answer is kept until it ends, and asked anew with a nonce', async () => {
      const full = { tls: { ...specification(1).tls, sessions: { resume: false, size: 0, timeout: 0 } } };
      await using server = await startStapling(good, root.certificate, null);
      for (const [nonce, options, times] of [
        [false, [], 1],
        [true, [], 4],
        [false, ['-nrequest', '1'], 4], // without a time to end at
      ] as const) {
        await using responder = await startResponder(answerOf(own(), ...options));
        await using running = await startEngine(runtime, child.file);
        const trust = authority(root.certificate);
        running.engine.start(
          specification(server.port, { trust, revocation: asks({ url: responder.url, nonce }), ...full }),
        );
        const port = portOf(await running.until('tunnel', isReachable));
        for (let count = 0; count < 3; count += 1) expect(await talk(port)).toBe('gnip');
        expect(responder.asked()).toBe(times);
      }
    });

    it('whoever is not verified by a chain is not asked about', async () => {
      await using server = await startStapling(bad, root.certificate, at('bad.der'));
      expect(await ours(server.port, undefined, { trust: { kind: 'none' } })).toBe('gnip');
      const pin = { kind: 'pem', pem: bad.pem } as const;
      const checks = { hosts: [], emails: [], ips: [] };
      expect(await ours(server.port, undefined, { trust: { kind: 'pinned', certificates: [pin], checks } })).toBe(
        'gnip',
      );
      expect(await ours(server.port, { lists: [at('list.crl')], ocsp: null }, { trust: { kind: 'none' } })).toBe(
        'gnip',
      );
    });

    it('a question that is under way ends with its connection, and leaves nothing behind', async () => {
      await using server = await startStapling(good, root.certificate, null);
      await using responder = await startResponder(null);
      await using running = await startEngine(runtime, child.file);
      running.engine.start(
        specification(server.port, {
          trust: authority(root.certificate),
          revocation: asks({ url: responder.url, timeout: 0 }),
          timeouts: { connect: 10, busy: 1, idle: 60, close: 1 },
        }),
      );
      const status = await running.until('tunnel', settled);
      expect(errorOf(status)).toMatchObject({ kind: 'timeout', step: 'handshake' });
      await running.engine.stop('tunnel');
      const { names } = await running.resources();
      expect(names.filter((name) => /TCP|TLS|Timeout/.test(name))).toEqual([]);
    });
  });
});
