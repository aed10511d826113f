/** Questions and answers over a connection, before TLS takes it over or before a local program does. */
import type { Socket } from 'node:net';
import type { TunnelError } from '../../../preload/types.ts';
import type { Signal } from '../base/abort.ts';
import { type Place, TunnelFault } from '../base/errors.ts';

/** No answer of any of these protocols is near this; a server that sends more is something else. */
const LONGEST_BYTES = 64 * 1024;

export interface Conversation {
  say(bytes: string | Uint8Array): void;
  /** Exactly so many bytes. */
  bytes(length: number): Promise<Buffer>;
  /** One line without its end. */
  line(): Promise<string>;
}

/** Where bytes come from and go to. */
export interface Channel {
  readonly socket: Socket;
  /** Calls back with bytes until the returned function is called; they are not to be kept. */
  listen(take: (bytes: Uint8Array) => void): () => void;
  /** Takes back what came and nobody asked for. */
  unread(bytes: Uint8Array): void;
}

/** A connection on which TLS has not started; what nobody asked for would be taken for a part of it. */
export const beforeTls = (socket: Socket, { host, port }: Place): Channel => ({
  socket,
  listen: (take) => {
    socket.on('data', take);
    return () => socket.off('data', take);
  },
  unread: () => {
    throw new TunnelFault({ kind: 'not-tls', host, port });
  },
});

/**
 * Talks over a channel as `talk` says; at the end the socket is paused and can be taken over. TIMEOUTbusy (seconds, 0 for
 * none) limits each answer, as in stunnel. Rejects with a TunnelFault; the socket is then destroyed.
 */
export async function converse<Value>(
  channel: Channel,
  place: Place,
  seconds: number,
  signal: Signal,
  talk: (conversation: Conversation) => Promise<Value>,
): Promise<Value> {
  let received = Buffer.alloc(0);
  let wake: (() => void) | null = null;
  let failure: TunnelError | null = null;
  const { socket } = channel;
  const { host, port } = place;
  const fail = (error: TunnelError) => {
    failure ??= error;
    wake?.();
  };
  const onData = (data: Uint8Array) => {
    received = Buffer.concat([received, data]);
    wake?.();
  };
  const onGone = () => fail({ kind: 'service-closed', host, port, during: 'handshake' });
  const onAbort = () => fail({ kind: 'internal', code: 'ABORTED', detail: 'the connection was given up' });

  const take = (ready: () => number | null) =>
    new Promise<Buffer>((resolve, reject) => {
      const timer =
        seconds === 0
          ? undefined
          : setTimeout(() => fail({ kind: 'timeout', step: 'negotiation', host, port, seconds }), seconds * 1000);
      wake = () => {
        const length = ready();
        if (length === null && failure === null && received.length > LONGEST_BYTES)
          fail({ kind: 'not-tls', host, port });
        if (length === null && failure === null) return;
        clearTimeout(timer);
        wake = null;
        if (length === null) {
          reject(new TunnelFault(failure ?? { kind: 'not-tls', host, port }));
          return;
        }
        resolve(received.subarray(0, length));
        received = received.subarray(length);
      };
      wake();
    });

  const stop = channel.listen(onData);
  socket.on('end', onGone);
  socket.on('close', onGone);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    const value = await talk({
      say: (bytes) => socket.write(bytes),
      bytes: (length) => take(() => (received.length >= length ? length : null)),
      line: async () => {
        const found = await take(() => {
          const end = received.indexOf('\n');
          return end === -1 ? null : end + 1;
        });
        return found.toString('latin1').replace(/\r?\n$/, '');
      },
    });
    stop();
    if (received.length > 0) channel.unread(received);
    return value;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    stop();
    socket.off('end', onGone);
    socket.off('close', onGone);
    signal.removeEventListener('abort', onAbort);
    socket.pause();
  }
}
