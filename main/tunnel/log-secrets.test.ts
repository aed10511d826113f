/** Whatever the other end says back, no secret is in what the engine tells: the log view and its export show exactly that. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { specification } from '../../test/engine/specification.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { EngineEvent } from './engine.ts';
import { createEngine } from './in-process.ts';

const password = 'hush-password-1';
const key = '00112233445566778899aabbccddeeff';
const login = { username: 'anna', password };

/** Each thing that is said comes back in the answer, as no honest server does. */
let mirror: Server;
let port: number;
const open = new Set<Socket>();
beforeAll(async () => {
  mirror = createServer((client) => {
    open.add(client.on('close', () => open.delete(client)).on('error', () => {}));
    client.on('data', (bytes) => {
      const said = bytes.toString('latin1');
      const answer = said.startsWith('CONNECT')
        ? `HTTP/1.1 407 ${said.replace(/\s+/g, ' ')}\r\nProxy-Authenticate: Basic realm="${said.replace(/\s+/g, ' ')}"\r\n\r\n`
        : said;
      client.end(answer, 'latin1');
    });
  });
  await once(mirror.listen(0, '127.0.0.1'), 'listening');
  port = (mirror.address() as AddressInfo).port;
});
afterAll(async () => {
  for (const client of open) client.destroy();
  mirror.close();
});

const proxy = (kind: 'http' | 'socks5') => () => ({ proxy: { kind, host: '127.0.0.1', port, ...login } });

it.each<[string, () => Partial<TunnelSpecification>]>([
  ['the password at an HTTP proxy', proxy('http')],
  ['the password at a SOCKS proxy', proxy('socks5')],
  [
    'the password of HTTP CONNECT',
    () => ({ negotiation: { kind: 'connect', host: 'inside.example:22', headers: [], ...login } }),
  ],
  ['a pre-shared key', () => ({ psk: { identity: 'anna', key } })],
  [
    'a passphrase',
    () => ({ identity: { kind: 'pem', certificate: '/nowhere/me.pem', key: '/nowhere/me.key', passphrase: password } }),
  ],
])('%s is in no event', async (_name, change) => {
  const events: EngineEvent[] = [];
  const engine = createEngine((event) => void events.push(event));
  try {
    engine.start({ ...specification(port), ...change() });
    const hasFailed = () =>
      events.some(
        (event) =>
          event.kind === 'status' &&
          (event.status.kind === 'blocked' ||
            (event.status.kind === 'on' && event.status.server.kind === 'unreachable')),
      );
    await expect.poll(hasFailed, { timeout: 20_000 }).toBe(true);
  } finally {
    await engine.close();
  }
  const told = JSON.stringify(events);
  expect(events.some(({ kind }) => kind === 'log')).toBe(true);
  for (const form of [password, key, btoa(`anna:${password}`), btoa(password), encodeURIComponent(password)]) {
    expect(told).not.toContain(form);
  }
});
