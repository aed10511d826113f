/** Faults of this computer and of the way to the server's port, each produced and recognised. */
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProxyServer } from '../../main/specification.ts';
import { startDante } from '../peers/dante.ts';
import { freePort, freePorts } from '../peers/free-port.ts';
import { hasSquidLogin, startSquid } from '../peers/squid.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startTcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { check, type FaultRow, outcomeOf, wordsOf } from './support.ts';

const host = '127.0.0.1';
const nobody = { username: null, password: null } as const;
const proxyAt = (port: number, kind: ProxyServer['kind'] = 'http'): ProxyServer => ({ kind, host, port, ...nobody });
const login = { username: 'anna', password: 'right' };

async function listening(port: number) {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return { [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

const rows: readonly FaultRow<Certificates>[] = [
  {
    name: 'a certificate file that is not there',
    kind: 'settings',
    says: /nowhere\.pem/,
    run: () =>
      check({
        port: 9,
        changes: {
          trust: {
            kind: 'authority',
            certificates: [{ kind: 'file', path: '/nowhere.pem' }],
            checks: { hosts: [], emails: [], ips: [] },
          },
        },
      }),
  },
  {
    name: 'a cipher that no library knows',
    kind: 'settings',
    run: () =>
      check({
        port: 9,
        changes: {
          tls: { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: 'NONSENSE', curves: null },
        },
      }),
  },
  {
    name: 'a private key that is not one',
    kind: 'settings',
    run: ({ server }) =>
      check({
        port: 9,
        changes: {
          identity: { kind: 'pem', certificate: server.certificate, key: server.certificate, passphrase: null },
        },
      }),
  },
  {
    name: 'a local port that another program has',
    kind: 'port-taken',
    says: /node/,
    run: async () => {
      const port = await freePort();
      await using _other = await listening(port);
      return await check({ port: 9, changes: { accept: [{ host, port }] } });
    },
  },
  {
    name: 'a local port that a stunnel of this computer has',
    kind: 'port-taken',
    says: /stunnel itself/,
    run: async ({ server: { certificate, key } }) => {
      await using stunnel = await startStunnel({ connect: 9, certificate, key });
      return await check({ port: 9, changes: { accept: [{ host, port: stunnel.port }] } });
    },
  },
  {
    name: 'a local address that is not this computer’s',
    kind: 'local-address-missing',
    run: () => check({ port: 9, changes: { accept: [{ host: '192.0.2.7', port: 4444 }] } }),
  },
  {
    name: 'nobody at the server’s port',
    kind: 'refused',
    says: /sport = :/,
    run: async () => check({ port: await freePort() }),
  },
  {
    name: 'a proxy that is not there',
    kind: 'proxy-unreachable',
    run: async () => {
      const [port = 0, proxy = 0] = await freePorts(2);
      return check({ port, changes: { proxy: proxyAt(proxy) } });
    },
  },
  {
    name: 'a proxy of the system’s settings that is not there',
    kind: 'proxy-unreachable',
    run: async () => {
      const [port = 0, proxy = 0] = await freePorts(2);
      const findRoutes = async () => [{ kind: 'proxy', proxy: proxyAt(proxy) }] as const;
      return check({ port, changes: { proxy: { kind: 'system' } }, ports: { findRoutes } });
    },
  },
  {
    name: 'a proxy that wants NTLM',
    kind: 'proxy-scheme',
    says: /cntlm/,
    run: async () => {
      await using proxy = await startTcpService((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM\r\n\r\n')),
      );
      return await check({ port: 9, changes: { proxy: proxyAt(proxy.port) } });
    },
  },
  {
    name: 'a proxy that is none',
    kind: 'proxy-refuses',
    run: async () => {
      await using proxy = await startTcpService((socket) => socket.once('data', () => socket.end('hello?\r\n\r\n')));
      return await check({ port: 9, changes: { proxy: proxyAt(proxy.port) } });
    },
  },
  {
    name: 'a server that does not begin TLS by “protocol”',
    kind: 'negotiation-refused',
    says: /protocol = smtp/,
    run: async () => {
      await using mail = await startTcpService((socket) => {
        socket.write('220 mail ESMTP\r\n');
        socket.on('data', (line) => socket.write(String(line).startsWith('EHLO') ? '250 mail\r\n' : '502 no\r\n'));
      });
      return await check({
        port: mail.port,
        changes: { negotiation: { kind: 'smtp', host: null, login: null, password: null } },
      });
    },
  },
  {
    name: 'a database that does not offer TLS',
    kind: 'negotiation-refused',
    run: async () => {
      await using database = await startTcpService((socket) => socket.once('data', () => socket.write('N')));
      return await check({ port: database.port, changes: { negotiation: { kind: 'pgsql' } } });
    },
  },
];

const squidRows: readonly FaultRow<Certificates>[] = [
  {
    name: 'squid that does not allow the port',
    kind: 'proxy-refuses',
    says: /accept = 443/,
    run: async () => {
      const [allowed = 0, port = 0] = await freePorts(2);
      await using squid = await startSquid(allowed);
      return await check({ port, changes: { proxy: proxyAt(squid.port) } });
    },
  },
  {
    name: 'squid that wants a log-in',
    kind: 'proxy-login',
    run: async () => {
      const port = await freePort();
      await using squid = await startSquid(port, login);
      return await check({ port, changes: { proxy: proxyAt(squid.port) } });
    },
  },
  {
    name: 'squid that does not accept the password',
    kind: 'proxy-login',
    says: /does not accept/,
    run: async () => {
      const port = await freePort();
      await using squid = await startSquid(port, login);
      return await check({ port, changes: { proxy: { ...proxyAt(squid.port), username: 'anna', password: 'wrong' } } });
    },
  },
];

const verdict = (rows: readonly FaultRow<Certificates>[], given: () => Certificates) =>
  it.concurrent.each(rows)('$name: $kind', async ({ kind, says, run }) => {
    const diagnosis = await run(given());
    expect(outcomeOf(diagnosis), JSON.stringify(diagnosis.steps.at(-1))).toMatch(new RegExp(`^${kind} at `));
    if (says !== undefined) expect(wordsOf(diagnosis)).toMatch(says);
  });

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('this computer, and the way to the server', () => {
  let made: Certificates;
  beforeAll(async () => {
    made = await makeCertificates();
  });
  afterAll(() => made[Symbol.asyncDispose]());
  verdict(rows, () => made);

  describe.skipIf(!hasTool('squid') || !hasSquidLogin)('squid', () => verdict(squidRows, () => made));

  describe.skipIf(!hasTool('danted'))('dante', () =>
    verdict(
      [
        {
          name: 'a server that is not there, behind dante',
          kind: 'proxy-refuses',
          run: async () => {
            await using dante = await startDante();
            return await check({ port: await freePort(), changes: { proxy: proxyAt(dante.port, 'socks5') } });
          },
        },
      ],
      () => made,
    ),
  );

  it('keeps what is secret to itself', async () => {
    const port = await freePort();
    await using echo = await startEcho();
    const secret = 'correct horse battery staple';
    const changes = {
      proxy: { ...proxyAt(echo.port), username: 'anna', password: secret },
      psk: { identity: 'known', key: 'c0ffee00c0ffee00c0ffee00c0ffee00' },
      identity: {
        kind: 'pem',
        certificate: made.server.certificate,
        key: path.join(made.directory, 'server.key.pem'),
        passphrase: secret,
      },
    } as const;
    const text = JSON.stringify(await check({ port, changes }));
    expect(text).not.toContain(secret);
    expect(text).not.toContain('c0ffee');
    expect(text).not.toContain('PRIVATE KEY');
  });
});
