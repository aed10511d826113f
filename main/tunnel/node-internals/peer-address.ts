/**
 * Where a connection comes from, without a trace. Node keeps the answer of `remoteAddress`, by which the relay tells later
 * whether the connection was reset. Needs `getpeername` of a socket's handle (node's src/tcp_wrap.cc).
 */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Internal } from './internal.ts';
import { connectedPair, hearsItself, type Keep } from './loopback.ts';
import { isProven } from './proven.ts';

export type Peer =
  | { readonly kind: 'tcp'; readonly address: string; readonly port: number }
  | { readonly kind: 'unix' }
  | { readonly kind: 'unknown' };

/** Who has connected to an accepted socket. */
export function peerOf(socket: Socket): Peer {
  return isProven('peer-address') ? ask(socket) : { kind: 'unknown' };
}

/** What it has connected to. */
export function ownEndOf(socket: Socket): Peer {
  return isProven('peer-address') ? ask(socket, 'getsockname') : { kind: 'unknown' };
}

function ask(socket: Socket, question: 'getpeername' | 'getsockname' = 'getpeername'): Peer {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return { kind: 'unknown' };
  const asked: unknown = Reflect.get(handle, question);
  // Only sockets of TCP have it.
  if (typeof asked !== 'function') return { kind: 'unix' };
  const { address, port }: Partial<AddressInfo> = answerOf((into) => asked.call(handle, into));
  return address === undefined || port === undefined ? { kind: 'unknown' } : { kind: 'tcp', address, port };
}

function answerOf(fill: (into: Partial<AddressInfo>) => void): Partial<AddressInfo> {
  const into: Partial<AddressInfo> = {};
  fill(into);
  return into;
}

export const peerAddress: Internal = {
  name: 'peer-address',
  purpose: 'the log says where a local connection comes from',
  instead: 'it does not',
  prove,
};

async function prove(keep: Keep): Promise<void> {
  const { accepted, far } = await connectedPair(keep);
  const peer = ask(accepted);
  if (peer.kind !== 'tcp' || peer.address !== far.localAddress || peer.port !== far.localPort) {
    throw new Error('another address was given than the other end has');
  }
  accepted.pipe(accepted);
  await Promise.all([hearsItself(far), once(accepted, 'close')]);
  if (accepted.remoteAddress !== undefined) throw new Error('the answer is kept');
}
