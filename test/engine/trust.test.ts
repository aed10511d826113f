/** Which server certificates are accepted, under each kind of trust, and what is said of the others. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trust } from '../../preload/types.ts';
import {
  type CertificateFiles,
  makeAuthorityAndLeaf,
  makeCertificate,
  opensslFingerprint,
} from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, type TcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { buildChild, type RunningEngine, runtimes, startEngine } from './runtimes.ts';
import { saying } from './saying.ts';
import {
  authority,
  errorOf,
  isBlocked,
  isReachable,
  pinned,
  portOf,
  specification,
  systemTrust,
} from './specification.ts';

const DAY_MS = 86_400_000;
let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let echo: TcpService;
let own: CertificateFiles;
let renewed: CertificateFiles;
let other: CertificateFiles;
let expired: CertificateFiles;
let future: CertificateFiles;
let ca: Awaited<ReturnType<typeof makeAuthorityAndLeaf>>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  const { path: place } = directory;
  const names = ['localhost', '127.0.0.1'];
  const year = 365 * DAY_MS;
  [child, echo, own, other, expired, future, ca] = await Promise.all([
    buildChild(),
    startEcho(),
    makeCertificate(place, 'own', { commonName: 'localhost', names }),
    makeCertificate(place, 'other', { commonName: 'localhost', names }),
    makeCertificate(place, 'expired', { commonName: 'localhost', names, validTo: new Date(Date.now() - DAY_MS / 2) }),
    makeCertificate(place, 'future', {
      commonName: 'localhost',
      validFrom: new Date(Date.now() + DAY_MS),
      validTo: new Date(Date.now() + year),
    }),
    makeAuthorityAndLeaf(place, { commonName: 'server.test', names: ['server.test', '127.0.0.1'] }),
  ]);
  renewed = await makeCertificate(place, 'renewed', { commonName: 'localhost', names, key: own.key });
});

afterAll(async () => {
  await child.close();
  await echo.close();
  await directory.close();
});

const serve = (files: CertificateFiles, accept: number = 0) =>
  startStunnel({ accept, connect: echo.port, certificate: files.certificate, key: files.key });

/** What an echoed line says about whether user data flows. */
async function talk(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const answer = await new Promise<string>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => resolve(String(data)));
    socket.on('close', () => resolve('closed'));
    socket.write('ping');
  });
  socket.destroy();
  return answer;
}

describe.each(runtimes)('trust on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('of a stunnel server', () => {
    /** The outcome of switching a tunnel on: `reachable`, or the error that blocks it. */
    async function outcome(running: RunningEngine, files: CertificateFiles, trust: Trust, host = '127.0.0.1') {
      await using stunnel = await serve(files);
      running.engine.start(specification(stunnel.port, { trust, connect: [{ host, port: stunnel.port }] }));
      const status = await running.until('tunnel', (each) => isReachable(each) || isBlocked(each));
      if (isReachable(status)) expect(await talk(portOf(status))).toBe('ping');
      await running.engine.stop('tunnel');
      return errorOf(status) ?? { kind: 'reachable' };
    }

    it('a self-signed certificate is shown once, and accepted when it is pinned', async () => {
      await using running = await startEngine(runtime, child.file);
      await using stunnel = await serve(own);
      running.engine.start(specification(stunnel.port, { trust: systemTrust }));
      const blocked = await running.until('tunnel', isBlocked);
      expect(blocked).toMatchObject({
        error: { kind: 'cert-untrusted', systemTrusts: false },
        remedy: { kind: 'trust-certificate', certificate: { sha256: await opensslFingerprint(own.certificate) } },
      });
      const pem =
        blocked.kind === 'blocked' && blocked.remedy.kind === 'trust-certificate' && blocked.remedy.certificate.pem;
      running.engine.start(specification(stunnel.port, { trust: pinned(String(pem)) }));
      const status = await running.until('tunnel', isReachable);
      expect(await talk(portOf(status))).toBe('ping');
    });

    it('nobody is asked about a certificate that only the system’s roots may vouch for', async () => {
      await using running = await startEngine(runtime, child.file, { SSL_CERT_FILE: ca.authority.certificate });
      const strict = { ...systemTrust, strict: true } as Trust;
      expect(await outcome(running, ca.leaf, strict)).toEqual({ kind: 'reachable' });
      for (const [files, host, kind] of [
        [own, '127.0.0.1', 'cert-untrusted'],
        [ca.leaf, 'localhost', 'cert-name'],
      ] as const) {
        await using stunnel = await serve(files);
        running.engine.start(specification(stunnel.port, { trust: strict, connect: [{ host, port: stunnel.port }] }));
        expect(await running.until('tunnel', isBlocked)).toMatchObject({
          error: { kind, strict: true },
          remedy: { kind: 'retry' },
        });
        await running.engine.stop('tunnel');
      }
    });

    it('a blocked tunnel does not listen', async () => {
      await using running = await startEngine(runtime, child.file);
      await using stunnel = await serve(own);
      running.engine.start(specification(stunnel.port, { trust: systemTrust }));
      await running.until('tunnel', isBlocked);
      const on = running.events.find((event) => event.kind === 'status' && event.status.kind === 'on');
      if (on?.kind !== 'status') throw new Error('it was never on');
      await expect(once(connect(portOf(on.status), '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
    });

    it('a pin accepts a renewed certificate with the same key, and nothing else', async () => {
      await using running = await startEngine(runtime, child.file);
      expect(await outcome(running, renewed, pinned(own.pem))).toEqual({ kind: 'reachable' });
      expect(await outcome(running, other, pinned(own.pem, renewed.pem))).toMatchObject({
        kind: 'cert-changed',
        systemTrusts: false,
        expected: [{ sha256: await opensslFingerprint(own.certificate) }, {}],
        certificate: { sha256: await opensslFingerprint(other.certificate) },
      });
    });

    it('an expired certificate is refused, also when it is pinned', async () => {
      await using running = await startEngine(runtime, child.file);
      const error = { kind: 'cert-expired', when: 'expired', host: '127.0.0.1' };
      expect(await outcome(running, expired, systemTrust)).toMatchObject(error);
      expect(await outcome(running, expired, pinned(expired.pem))).toMatchObject(error);
      expect(await outcome(running, future, pinned(future.pem))).toMatchObject({ ...error, when: 'not-yet-valid' });
      expect(await outcome(running, expired, { kind: 'none' })).toEqual({ kind: 'reachable' });
    });

    it('an authority vouches for its own certificates and for the names that are asked for', async () => {
      await using running = await startEngine(runtime, child.file);
      const path = ca.authority.certificate;
      expect(await outcome(running, ca.leaf, authority(path))).toEqual({ kind: 'reachable' });
      expect(await outcome(running, ca.leaf, authority(path, ['other.test', 'server.test']))).toEqual({
        kind: 'reachable',
      });
      expect(await outcome(running, own, authority(path))).toMatchObject({
        kind: 'cert-untrusted',
        systemTrusts: false,
      });
      expect(await outcome(running, ca.leaf, authority(path, ['other.test']))).toMatchObject({
        kind: 'cert-name',
        expected: ['other.test'],
        certificate: { names: ['server.test', '127.0.0.1'] },
      });
    });

    it('the system is believed for the host that is connected to, and for no other', async () => {
      await using running = await startEngine(runtime, child.file, { SSL_CERT_FILE: ca.authority.certificate });
      expect(await outcome(running, ca.leaf, systemTrust)).toEqual({ kind: 'reachable' });
      expect(await outcome(running, ca.leaf, systemTrust, 'localhost')).toMatchObject({
        kind: 'cert-name',
        host: 'localhost',
        expected: ['localhost'],
        systemTrusts: true,
      });
      // Whoever pinned another certificate learns that the system knows the new one.
      expect(await outcome(running, ca.leaf, pinned(own.pem))).toMatchObject({
        kind: 'cert-changed',
        systemTrusts: true,
      });
    });

    it('a certificate that changes between connections blocks the tunnel before a byte is sent', async () => {
      await using running = await startEngine(runtime, child.file);
      const first = await serve(own);
      running.engine.start(specification(first.port, { trust: pinned(own.pem) }));
      const port = portOf(await running.until('tunnel', isReachable));
      expect(await talk(port)).toBe('ping');
      await first.close();
      await using second = await serve(other, first.port);
      expect(await talk(port)).toBe('closed');
      const blocked = await running.until('tunnel', isBlocked);
      expect(errorOf(blocked)).toMatchObject({ kind: 'cert-changed' });
      expect(second.log()).not.toMatch(/[1-9]\d* byte\(s\) sent to socket/);
    });

    it('reduced trust ends open connections; more trust does not', async () => {
      await using running = await startEngine(runtime, child.file);
      await using stunnel = await serve(own);
      const begin = specification(stunnel.port, { trust: pinned(own.pem) });
      running.engine.start(begin);
      const port = portOf(await running.until('tunnel', isReachable));
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('a');
      expect(String(await once(socket, 'data'))).toBe('a');
      running.engine.start({ ...begin, trust: pinned(own.pem, other.pem) });
      await running.event(
        (event) => event.kind === 'status' && running.events.indexOf(event) > 8 && isReachable(event.status),
      );
      socket.write('b');
      expect(String(await once(socket, 'data'))).toBe('b');
      const closed = new Promise((resolve) => socket.once('close', resolve));
      running.engine.start({ ...begin, trust: pinned(other.pem) });
      await closed;
      expect(errorOf(await running.until('tunnel', isBlocked))).toMatchObject({ kind: 'cert-changed' });
    });

    it('a server certificate that must not serve is told apart or accepted, never misnamed', async () => {
      await using running = await startEngine(runtime, child.file);
      const odd = await makeCertificate(directory.path, `odd-${runtime.name}`, {
        commonName: 'localhost',
        algorithm: 'rsa',
        extensions: ['keyUsage = critical, keyCertSign'],
      });
      // BoringSSL refuses it in the handshake; OpenSSL leaves the decision to us, and the pin says yes.
      const expected = runtime.name === 'Electron' ? 'cert-key-usage' : 'reachable';
      expect(await outcome(running, odd, pinned(odd.pem))).toMatchObject({ kind: expected });
    });

    it('files that are no certificates are named', async () => {
      await using running = await startEngine(runtime, child.file);
      const empty = path.join(directory.path, 'empty.pem');
      await writeFile(empty, 'nothing');
      running.engine.start(specification(1, { trust: authority(empty) }));
      expect(errorOf(await running.until('tunnel', isBlocked))).toMatchObject({ kind: 'key-format', path: empty });
      await running.engine.stop('tunnel');
      const missing = path.join(directory.path, 'missing.pem');
      running.engine.start(specification(1, { trust: authority(missing) }));
      expect(errorOf(await running.until('tunnel', isBlocked))).toMatchObject({
        kind: 'key-format',
        path: missing,
        detail: saying('ENOENT'),
      });
    });

    it('a probe shows the chain without a tunnel', async () => {
      await using running = await startEngine(runtime, child.file, { SSL_CERT_FILE: ca.authority.certificate });
      await using stunnel = await startStunnel({ connect: echo.port, certificate: ca.chain, key: ca.leaf.key });
      const result = await running.lookAt(specification(stunnel.port));
      expect(result).toMatchObject({
        reached: { address: '127.0.0.1', port: stunnel.port, protocol: 'TLSv1.3' },
        systemTrusts: true,
        error: null,
      });
      expect(result.chain.map(({ sha256 }) => sha256)).toEqual([
        await opensslFingerprint(ca.leaf.certificate),
        await opensslFingerprint(ca.authority.certificate),
      ]);
    });
  });
});
