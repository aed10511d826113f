/**
 * Resetting the TCP connection below a TLS connection. Node offers `resetAndDestroy` for TCP sockets only. Needs the handle
 * of a TLS socket, its `_parent`, and `close` and `reset` of that (node's lib/_tls_wrap.js, src/tcp_wrap.cc).
 */
import { once } from 'node:events';
import { type ConnectionOptions, connect, createServer, type Server, type TLSSocket, type TlsOptions } from 'node:tls';
import { isEnding } from '../base/tcp-reset.ts';
import type { Internal } from './internal.ts';
import { HOST, type Keep, withServer } from './loopback.ts';
import { isProven } from './proven.ts';

type Close = (callback: () => void) => unknown;

/** Whether `resetTls` is proven to work. */
export const canResetTls = (): boolean => isProven('tls-reset');

/** Destroys the socket with a TCP reset, where that works, and where its own end is not under way. */
export function resetTls(socket: TLSSocket): void {
  if (canResetTls() && !isEnding(socket)) closeWithReset(socket);
  socket.destroy();
}

/** Whether the handle below will be reset when the socket is destroyed. */
function closeWithReset(socket: TLSSocket): boolean {
  const tls: unknown = Reflect.get(socket, '_handle');
  const tcp: unknown = typeof tls === 'object' && tls !== null ? Reflect.get(tls, '_parent') : null;
  if (!isTcpHandle(tcp)) return false;
  tcp.close = tcp.reset.bind(tcp);
  return true;
}

interface TcpHandle {
  close: Close;
  reset: Close;
}

function isTcpHandle(handle: unknown): handle is TcpHandle {
  return (
    typeof handle === 'object' &&
    handle !== null &&
    typeof Reflect.get(handle, 'close') === 'function' &&
    typeof Reflect.get(handle, 'reset') === 'function'
  );
}

export const tlsReset: Internal = {
  name: 'tls-reset',
  purpose: 'TLS connections are made by Node.js as a whole, and can be reset',
  instead: 'they are made over a TCP connection of their own, which costs throughput',
  prove,
};

/** A pre-shared key, because it needs no certificate. All TLS libraries in use have this suite. */
const PSK = {
  ciphers: 'PSK-AES128-CBC-SHA',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
  ca: [],
} satisfies TlsOptions;
const key = Buffer.alloc(16, 1);
const client = {
  ...PSK,
  pskCallback: () => ({ identity: 'adit', psk: key }),
  checkServerIdentity: () => undefined,
} satisfies ConnectionOptions;

async function prove(keep: Keep): Promise<void> {
  const server = createServer({ ...PSK, pskIdentityHint: 'adit', pskCallback: () => key });
  server.on('connection', keep);
  await withServer(server, (port) => proveAt(port, server, keep));
}

async function proveAt(port: number, server: Server, keep: Keep): Promise<void> {
  const near = keep(connect({ ...client, host: HOST, port }));
  const [arrived] = (await once(server, 'secureConnection')) as [TLSSocket];
  const far = keep(arrived);
  far.write('one way');
  near.write('and the other');
  await Promise.all([once(near, 'data'), once(far, 'data')]);
  const end = new Promise<string>((resolve) => {
    far.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    far.once('end', () => resolve('an end'));
  });
  if (!closeWithReset(near)) throw new Error('there is no handle below the TLS connection');
  near.destroy();
  const [came] = await Promise.all([end, once(near, 'close')]);
  if (came !== 'ECONNRESET') throw new Error(`the other side saw ${came}`);
}
