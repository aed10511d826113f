/** Set-ups that work, which nobody may be accused of: slow ones, and ones behind proxies, among them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../preload/diagnosis.ts';
import { authority, pinned } from '../engine/specification.ts';
import { startDante } from '../peers/dante.ts';
import { startSquid } from '../peers/squid.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startGreeter, startTcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { type Certificates, makeCertificates, names } from './certificates.ts';
import { redirecting, saying, startNameFilter, startSecureWeb, startSlowLine, startWeb } from './middle.ts';
import { type Checked, check, HEALTHY, outcomeOf } from './support.ts';

const host = 'localhost';
const tls = { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null } as const;
const nobody = { username: null, password: null } as const;
/** Who is asked about others says that everything is as ever; a healthy check asks nobody. */
const noWitness = { witnesses: { web: [{ host, port: 1, path: '/', says: '' }], tls: [] } };

interface Healthy {
  readonly name: string;
  /** A program that a row needs besides stunnel. */
  readonly needs?: string;
  readonly run: (given: Certificates) => Promise<Diagnosis>;
}

async function behindStunnel(given: Certificates, checked: Partial<Checked> = {}, extra?: string, line = 0) {
  await using service = await startGreeter('SSH-2.0-OpenSSH_9.2\r\n');
  const { certificate, key, pem } = given.server;
  await using server = await startStunnel({
    connect: service.port,
    certificate,
    key,
    ...(extra === undefined ? {} : { extra }),
  });
  await using slow = await startSlowLine(server.port, line);
  const port = line === 0 ? server.port : slow.port;
  const changes = { trust: pinned(pem), connect: [{ host, port }], ...checked.changes };
  return await check({ application: 'ssh', ...checked, port, changes, ports: { ...noWitness, ...checked.ports } });
}

async function through(
  given: Certificates,
  proxy: { readonly kind: 'http' | 'socks5'; readonly port: number },
  port: number,
) {
  const changes = {
    trust: pinned(given.server.pem),
    connect: [{ host, port }],
    proxy: { ...proxy, host: '127.0.0.1', ...nobody },
  };
  return check({ port, changes, ports: noWitness });
}

const rows: readonly Healthy[] = [
  { name: 'stunnel and a pinned certificate', run: (given) => behindStunnel(given) },
  { name: 'TLS 1.2 only', run: (given) => behindStunnel(given, {}, 'sslVersion = TLSv1.2') },
  { name: 'TLS 1.3 only', run: (given) => behindStunnel(given, {}, 'sslVersion = TLSv1.3') },
  {
    name: 'without a server name',
    run: (given) => behindStunnel(given, { changes: { tls: { ...tls, sni: { kind: 'none' } } } }),
  },
  { name: 'by its address', run: (given) => byAddress(given) },
  { name: 'a line with 100 ms each way', run: (given) => behindStunnel(given, {}, undefined, 100) },
  { name: 'a line with 250 ms each way', run: (given) => behindStunnel(given, {}, undefined, 250) },
  { name: 'a line with 600 ms each way', run: (given) => behindStunnel(given, {}, undefined, 600) },
  {
    name: 'a chain of an authority of one’s own',
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await startStunnel({ connect: echo.port, ...pick(given.leaf) });
      const changes = { trust: authority(given.authority.certificate, [host]), connect: [{ host, port: server.port }] };
      return await check({ port: server.port, changes, ports: noWitness });
    },
  },
  {
    name: 'a renewed certificate with the key of the trusted one',
    run: async (given) => {
      const renewed = await given.make('renewed', { commonName: 'tunnel.test', names, key: given.server.key });
      await using echo = await startEcho();
      await using server = await startStunnel({ connect: echo.port, ...pick(renewed) });
      const changes = { trust: pinned(given.server.pem), connect: [{ host, port: server.port }] };
      return await check({ port: server.port, changes, ports: noWitness });
    },
  },
  {
    name: 'a client certificate that is demanded and shown',
    run: (given) =>
      behindStunnel(
        given,
        {
          changes: {
            identity: { kind: 'pem', certificate: given.leaf.certificate, key: given.leaf.key, passphrase: null },
          },
        },
        `verifyChain = yes\nCAfile = ${given.authority.certificate}`,
      ),
  },
  {
    name: 'a web service that redirects to another site',
    run: async (given) => {
      await using web = await startWeb(redirecting('https://elsewhere.test/'));
      await using server = await startStunnel({ connect: web.port, ...pick(given.server) });
      const changes = { trust: pinned(given.server.pem), connect: [{ host, port: server.port }] };
      return await check({ port: server.port, application: 'http', changes, ports: noWitness });
    },
  },
  {
    name: 'a TLS server that is not stunnel',
    run: async (given) => {
      await using web = await startSecureWeb(given.server, saying('hello'));
      const changes = { trust: pinned(given.server.pem), connect: [{ host, port: web.port }] };
      return await check({ port: web.port, application: 'http', changes, ports: noWitness });
    },
  },
  {
    name: 'a server that only knows its own name',
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await startStunnel({ connect: echo.port, ...pick(given.server) });
      await using strict = await startNameFilter(server.port, (name) => name !== host, 'reset');
      const changes = { trust: pinned(given.server.pem), connect: [{ host, port: strict.port }] };
      return await check({ port: strict.port, changes, ports: noWitness });
    },
  },
  {
    name: 'a certificate for another name that was trusted all the same',
    run: async (given) => {
      const other = await given.make('elsewhere', { commonName: 'login.hotel.test', names: ['login.hotel.test'] });
      await using web = await startWeb(redirecting('https://login.hotel.test/'));
      await using server = await startStunnel({ connect: web.port, ...pick(other) });
      const changes = { trust: pinned(other.pem), connect: [{ host, port: server.port }] };
      return await check({ port: server.port, application: 'http', changes, ports: noWitness });
    },
  },
  {
    name: 'a mail server that begins in the clear',
    run: async (given) => {
      await using mail = await startTcpService((socket) => socket.write('220 mail ESMTP\r\n'));
      await using server = await startStunnel({ connect: mail.port, ...pick(given.server), extra: 'protocol = smtp' });
      const changes = {
        trust: pinned(given.server.pem),
        connect: [{ host, port: server.port }],
        negotiation: { kind: 'smtp', host: null, login: null, password: null },
      } as const;
      return await check({ port: server.port, changes, ports: noWitness });
    },
  },
  {
    name: 'a tunnel that is on',
    run: async (given) => {
      await using listener = await startTcpService((socket) => socket.end());
      const diagnosis = await behindStunnel(given, { listening: [{ host: '127.0.0.1', port: listener.port }] });
      // A connection of ours would go through the tunnel to the server.
      expect(listener.accepted()).toBe(0);
      return diagnosis;
    },
  },
  {
    name: 'the second of two servers, the first of which is off',
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await startStunnel({ connect: echo.port, ...pick(given.server) });
      const connect = [
        { host: '127.0.0.1', port: 1 },
        { host, port: server.port },
      ];
      return await check({
        port: server.port,
        changes: { trust: pinned(given.server.pem), connect },
        ports: noWitness,
      });
    },
  },
  {
    name: 'behind squid',
    needs: 'squid',
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await startStunnel({ connect: echo.port, ...pick(given.server) });
      await using squid = await startSquid(server.port);
      return await through(given, { kind: 'http', port: squid.port }, server.port);
    },
  },
  {
    name: 'behind dante',
    needs: 'danted',
    run: async (given) => {
      await using echo = await startEcho();
      await using server = await startStunnel({ connect: echo.port, ...pick(given.server) });
      await using dante = await startDante();
      return await through(given, { kind: 'socks5', port: dante.port }, server.port);
    },
  },
];

const pick = ({ certificate, key }: { readonly certificate: string; readonly key: string }) => ({ certificate, key });

async function byAddress(given: Certificates) {
  await using echo = await startEcho();
  await using server = await startStunnel({ connect: echo.port, ...pick(given.server) });
  return await check({ port: server.port, changes: { trust: pinned(given.server.pem) }, ports: noWitness });
}

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('set-ups that work', () => {
  let given: Certificates;
  beforeAll(async () => {
    given = await makeCertificates();
  });
  afterAll(() => given[Symbol.asyncDispose]());

  it.concurrent.each(rows)('$name', async ({ needs, run }) => {
    if (needs !== undefined && !hasTool(needs)) return;
    const diagnosis = await run(given);
    expect(outcomeOf(diagnosis), JSON.stringify(diagnosis.broken?.finding)).toBe(HEALTHY);
  });
});
