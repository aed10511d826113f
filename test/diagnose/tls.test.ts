/** Faults between the TCP connection and the service behind the server, each produced and recognised. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinned } from '../engine/specification.ts';
import { startTlsService } from '../engine/tls-peer.ts';
import { freePort } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startGreeter, startTcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { redirecting, saying, startNameFilter, startSecureWeb, startThinLine, startWeb } from './middle.ts';
import { check, type FaultRow, hasty, outcomeOf, wordsOf } from './support.ts';

const at = (host: string, port: number) => ({ connect: [{ host, port }] });
const named = (name: string) => ({ sni: { kind: 'name', name } }) as const;
const tls = { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null } as const;
const PAGE = 'http://login.hotel.test/start';
const NAME = 'tunnel.test';
/** The identity and key of a pre-shared key, and how PSKsecrets has them. */
const KEY = '00112233445566778899aabbccddeeff';

const stunnelFor = (connect: number, { server }: Certificates, extra = '') =>
  startStunnel({ connect, certificate: server.certificate, key: server.key, ...(extra === '' ? {} : { extra }) });

/** A filter in front of a real stunnel; what it does to the name of the tunnel. */
async function filtered(given: Certificates, how: 'reset' | 'close' | 'swallow') {
  await using echo = await startEcho();
  await using server = await stunnelFor(echo.port, given);
  await using filter = await startNameFilter(server.port, (name) => name === NAME, how);
  return await check({
    port: filter.port,
    changes: { tls: { ...tls, ...named(NAME) }, trust: pinned(given.server.pem) },
    ...(how === 'swallow' ? { ports: hasty } : {}),
  });
}

/** What a service without stunnel answers on the port. */
async function plain(greeting: string | Buffer) {
  await using service = await startTcpService((socket) => socket.write(greeting));
  return await check({ port: service.port });
}

async function pskCheck(given: Certificates, identity: string, key: string) {
  const secrets = path.join(given.directory, `psk-${identity}-${key.slice(0, 4)}.txt`);
  await writeFile(secrets, `known:${KEY}\n`, { mode: 0o600 });
  await using echo = await startEcho();
  await using server = await startStunnel({ connect: echo.port, extra: `ciphers = PSK\nPSKsecrets = ${secrets}` });
  // BoringSSL has pre-shared keys in TLS 1.2 only, so that this is what Adit offers.
  const changes = { psk: { identity, key }, tls: { ...tls, maxVersion: 'TLSv1.2', ciphers: 'PSK' } } as const;
  return await check({ port: server.port, changes });
}

const rows: readonly FaultRow<Certificates>[] = [
  {
    name: 'a log-in page without TLS that sends its visitors away',
    kind: 'captive-portal',
    says: /http:\/\/login\.hotel\.test\/start/,
    run: async () => {
      await using web = await startWeb(redirecting(PAGE));
      return await check({ port: web.port });
    },
  },
  {
    name: 'a log-in page that says so by its status (511)',
    kind: 'captive-portal',
    run: async () => {
      await using web = await startWeb(redirecting(PAGE, 511));
      return await check({ port: web.port });
    },
  },
  {
    name: 'a log-in page behind TLS, with a certificate of its own',
    kind: 'captive-portal',
    run: async (given) => {
      const portal = await given.make('portal', { commonName: 'login.hotel.test', names: ['login.hotel.test'] });
      await using web = await startSecureWeb(portal, redirecting('https://login.hotel.test/'));
      return await check({
        port: web.port,
        changes: { ...at('localhost', web.port), trust: pinned(given.server.pem) },
      });
    },
  },
  {
    name: 'a log-in page that shows itself to everybody, told by a page that is always the same',
    kind: 'captive-portal',
    run: async () => {
      await using web = await startWeb(saying('<form>log in</form>'));
      await using everywhere = await startWeb(redirecting(PAGE));
      const witness = { host: 'localhost', port: everywhere.port, path: '/success.txt', says: 'success' };
      return await check({ port: web.port, ports: { witnesses: { web: [witness], tls: [] } } });
    },
  },
  {
    name: 'a web server without TLS',
    kind: 'plain-http',
    says: /accept = \d+/,
    run: async () => {
      await using web = await startWeb(saying('It works!'));
      await using everywhere = await startWeb(saying('success\n'));
      const witness = { host: 'localhost', port: everywhere.port, path: '/success.txt', says: 'success' };
      return await check({ port: web.port, ports: { witnesses: { web: [witness], tls: [] } } });
    },
  },
  {
    name: 'a web server without TLS that sends its visitors to its own site',
    kind: 'plain-http',
    run: async () => {
      await using web = await startWeb(redirecting('https://www.localhost/'));
      return await check({ port: web.port, changes: at('localhost', web.port) });
    },
  },
  {
    name: 'SMTP, which goes over to TLS',
    kind: 'starttls',
    says: /protocol = smtp/,
    run: () => plain('220 mx.test ESMTP\r\n'),
  },
  {
    name: 'IMAP, which goes over to TLS',
    kind: 'starttls',
    says: /protocol = imap/,
    run: () => plain('* OK IMAP4rev1\r\n'),
  },
  { name: 'SSH itself', kind: 'plain-service', says: /an SSH server/, run: () => plain('SSH-2.0-OpenSSH_9.2\r\n') },
  { name: 'FTP itself', kind: 'plain-service', says: /an FTP server/, run: () => plain('220 FTP server ready\r\n') },
  { name: 'something that is not TLS', kind: 'not-tls', run: () => plain('hello, who is there?\r\n') },
  {
    name: 'a filter by server name that resets',
    kind: 'name-filter',
    says: /is reset, twice/,
    run: (given) => filtered(given, 'reset'),
  },
  {
    name: 'a filter by server name that closes',
    kind: 'name-filter',
    says: /is closed, twice/,
    run: (given) => filtered(given, 'close'),
  },
  {
    name: 'a filter by server name that swallows',
    kind: 'name-filter',
    says: /is swallowed/,
    run: (given) => filtered(given, 'swallow'),
  },
  {
    name: 'a server that answers only without a name',
    kind: 'name-refused',
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await stunnelFor(echo.port, given);
      await using strict = await startNameFilter(server.port, (name) => name !== null, 'reset');
      return await check({ port: strict.port, changes: { tls: { ...tls, ...named(NAME) } } });
    },
  },
  {
    name: 'a way that carries small packets only',
    kind: 'big-packets',
    says: /MTU/,
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await stunnelFor(echo.port, given);
      await using line = await startThinLine(server.port, 400);
      return await check({ port: line.port, ports: hasty });
    },
  },
  {
    name: 'a port that takes connections and says nothing',
    kind: 'tls-swallowed',
    run: async () => {
      await using silent = await startTcpService((socket) => socket.resume());
      return await check({ port: silent.port, ports: hasty });
    },
  },
  {
    name: 'a port that closes every connection',
    kind: 'tls-closed',
    run: async () => {
      await using closing = await startTcpService((socket) => socket.once('data', () => socket.end()));
      return await check({ port: closing.port });
    },
  },
  {
    name: 'libwrap turns this computer away',
    kind: 'tls-closed',
    says: /libwrap/,
    run: async () => {
      await using closing = await startTcpService((socket) => socket.resetAndDestroy());
      return await check({ port: closing.port });
    },
  },
  {
    name: 'no TLS version in common',
    kind: 'tls-version',
    says: /sslVersionMin = TLSv1\.2/,
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await stunnelFor(echo.port, given, 'sslVersion = TLSv1.3');
      return await check({ port: server.port, changes: { tls: { ...tls, maxVersion: 'TLSv1.2' } } });
    },
  },
  {
    name: 'no cipher in common',
    kind: 'no-shared-cipher',
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await stunnelFor(
        echo.port,
        given,
        'sslVersion = TLSv1.2\nciphers = ECDHE-ECDSA-AES256-GCM-SHA384',
      );
      const changes = { tls: { ...tls, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } } as const;
      return await check({ port: server.port, changes });
    },
  },
  {
    name: 'a server that wants another application protocol',
    kind: 'other-protocol-wanted',
    run: async (given) => {
      const { createServer } = await import('node:tls');
      const { readFile } = await import('node:fs/promises');
      const [cert, key] = await Promise.all([readFile(given.server.certificate), readFile(given.server.key)]);
      const server = createServer({ cert, key, ALPNProtocols: ['imap'] }).on('tlsClientError', () => undefined);
      const port = await freePort();
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      const diagnosis = await check({ port, changes: { tls: { ...tls, alpn: ['http/1.1'] } } });
      await new Promise((resolve) => server.close(resolve));
      return diagnosis;
    },
  },
  {
    name: 'a pre-shared key of an unknown identity',
    kind: 'psk',
    says: /unknown/,
    run: (given) => pskCheck(given, 'unknown', KEY),
  },
  { name: 'a wrong pre-shared key', kind: 'psk', run: (given) => pskCheck(given, 'known', KEY.replace('00', 'ff')) },
  {
    name: 'a service behind stunnel that is not running',
    kind: 'service-stopped',
    says: /connect = 127\.0\.0\.1:22[\s\S]*sport = :22/,
    run: async (given) => {
      await using server = await stunnelFor(await freePort(), given);
      return await check({ port: server.port, application: 'ssh' });
    },
  },
  {
    name: 'a server that ends each connection after the handshake',
    kind: 'service-stopped',
    run: async (given) => {
      await using server = await startTlsService(given.server, (socket) => socket.once('secure', () => socket.end()));
      return await check({ port: server.port });
    },
  },
];

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('between the connection and the service', () => {
  let given: Certificates;
  beforeAll(async () => {
    given = await makeCertificates();
  });
  afterAll(() => given[Symbol.asyncDispose]());

  it.concurrent.each(rows)('$name: $kind', async ({ kind, says, run }) => {
    const diagnosis = await run(given);
    expect(outcomeOf(diagnosis), JSON.stringify(diagnosis.steps.at(-1))).toMatch(new RegExp(`^${kind} at `));
    if (says !== undefined) expect(wordsOf(diagnosis)).toMatch(says);
  });

  it('says that another service is behind, although the way works', async () => {
    await using greeter = await startGreeter('220 mail ESMTP\r\n');
    await using server = await stunnelFor(greeter.port, given);
    expect(outcomeOf(await check({ port: server.port, application: 'ssh' }))).toBe(
      'healthy after 12 steps, remark other-service',
    );
  });
});
