/** The fixtures themselves: a test that fails because of its peer must not look like a failure of the engine. */

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeAuthorityAndLeaf, makeCertificate, opensslFingerprint } from './certificates.ts';
import { temporaryDirectory } from './directory.ts';
import { freePorts } from './free-port.ts';
import { startSshd } from './sshd.ts';
import { startStunnel } from './stunnel.ts';
import { startEcho, startSink, startSource } from './tcp.ts';
import { execute, hasTool, requireTool } from './tools.ts';

describe('TCP services', () => {
  it('echo returns what it got and ends after the client', async () => {
    await using echo = await startEcho();
    const socket = connectTcp({ port: echo.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.end('over and out');
    expect(await text(socket)).toBe('over and out');
    expect(echo.accepted()).toBe(1);
  });

  it('sink tells what arrived, source what it sends', async () => {
    await using sink = await startSink();
    await using source = await startSource(100_000);
    const down = connectTcp(source.port, '127.0.0.1');
    const up = connectTcp({ port: sink.port, host: '127.0.0.1', allowHalfOpen: true });
    down.pipe(up);
    expect(await text(up)).toBe(`${source.sha256} 100000\n`);
  });

  it('free ports are all different', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
  });
});

describe.skipIf(!hasTool('openssl'))('certificates', () => {
  it('have the names, the dates and the fingerprint they were asked for', async () => {
    await using directory = await temporaryDirectory();
    const made = await makeCertificate(directory.path, 'server', {
      commonName: 'tunnel.example',
      names: ['tunnel.example', '127.0.0.1'],
    });
    const certificate = new X509Certificate(made.pem);
    expect(certificate.subject).toBe('CN=tunnel.example');
    expect(certificate.checkHost('tunnel.example')).toBe('tunnel.example');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(await opensslFingerprint(made.certificate)).toBe(certificate.fingerprint256);
  });

  it('can be expired, and renewed with the same key', async () => {
    await using directory = await temporaryDirectory();
    const hour = 3_600_000;
    const expired = await makeCertificate(directory.path, 'old', {
      commonName: 'tunnel.example',
      validFrom: new Date(Date.now() - 48 * hour),
      validTo: new Date(Date.now() - hour),
    });
    const renewed = await makeCertificate(directory.path, 'new', { commonName: 'tunnel.example', key: expired.key });
    const [before, after] = [new X509Certificate(expired.pem), new X509Certificate(renewed.pem)];
    expect(Date.parse(before.validTo)).toBeLessThan(Date.now());
    expect(Date.parse(after.validTo)).toBeGreaterThan(Date.now());
    expect(after.publicKey.equals(before.publicKey)).toBe(true);
  });

  it('can be signed by an authority', async () => {
    await using directory = await temporaryDirectory();
    const { authority, leaf } = await makeAuthorityAndLeaf(directory.path, {
      commonName: 'leaf',
      names: ['localhost'],
    });
    const issuer = new X509Certificate(authority.pem);
    expect(issuer.ca).toBe(true);
    expect(new X509Certificate(leaf.pem).verify(issuer.publicKey)).toBe(true);
  });
});

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('stunnel', () => {
  it('carries bytes to its service, and can be restarted on the same port with another certificate', async () => {
    await using directory = await temporaryDirectory();
    await using echo = await startEcho();
    const fingerprints: string[] = [];
    let accept: number | undefined;
    for (const name of ['first', 'second']) {
      const { certificate, key } = await makeCertificate(directory.path, name, { commonName: name });
      await using stunnel = await startStunnel({ ...(accept ? { accept } : {}), connect: echo.port, certificate, key });
      accept = stunnel.port;
      const socket = connectTls({ port: stunnel.port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      fingerprints.push(socket.getPeerCertificate().fingerprint256);
      socket.write('hello');
      expect(String((await once(socket, 'data'))[0])).toBe('hello');
      socket.destroy();
      expect(fingerprints.at(-1)).toBe(await opensslFingerprint(certificate));
    }
    expect(new Set(fingerprints).size).toBe(2);
  });

  it('is gone with its directory after close, and tells why it does not start', async () => {
    const stunnel = await startStunnel({ connect: 9, extra: 'client = yes' });
    expect(existsSync(stunnel.file)).toBe(true);
    await stunnel.close();
    expect(existsSync(path.dirname(stunnel.file))).toBe(false);
    expect(() => process.kill(stunnel.pid, 0)).toThrow();
    await expect(startStunnel({ connect: 9, extra: 'nonsense = 1' })).rejects.toThrow(/nonsense = 1/);
  });
});

describe.skipIf(!hasTool('sshd') || !hasTool('ssh'))('sshd', () => {
  it('runs a command for its own key', async () => {
    await using sshd = await startSshd();
    const args = [...sshd.clientArguments, '-p', String(sshd.port), `${sshd.user}@127.0.0.1`, 'echo', 'through'];
    const { stdout } = await execute(requireTool('ssh'), args);
    expect(stdout.trim()).toBe('through');
  });
});
