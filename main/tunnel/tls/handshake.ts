/** The TLS handshake over a connected socket, and the decision whether the server is the right one. */
import { X509Certificate } from 'node:crypto';
import type { Socket, SocketConstructorOpts } from 'node:net';
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { TlsVersion, TunnelError } from '../../../preload/types.ts';
import { judge } from '../../trust/verify.ts';
import type { Dialed, Target } from '../dialer.ts';
import { TunnelFault, tlsError } from '../errors.ts';
import { serverNameFor, type Terms } from '../terms.ts';
import { Inlet } from './inlet.ts';

/** A finished handshake. Whether the certificate is accepted is in `fault`; nothing may be sent before it is looked at. */
export interface Secured {
  readonly socket: TLSSocket;
  /** The TCP connection under `socket`. */
  readonly raw: Socket;
  readonly target: Target;
  readonly inlet: Inlet;
  readonly protocol: TlsVersion;
  readonly cipher: string;
  readonly handshakeMs: number;
  /** Leaf first. Of a resumed session: the chain that was judged when it was made. */
  readonly chain: readonly X509Certificate[];
  /** The TLS library's verdict on the chain, null when good. */
  readonly verdict: string | null;
  readonly fault: TunnelError | null;
  /** What an error of `socket` means from here on. */
  explain(error: unknown): TunnelError;
}

export interface HandshakeOptions {
  readonly terms: Terms;
  readonly signal: AbortSignal;
  /** A probe wants to see the certificate, so it does not resume. */
  readonly resume: boolean;
}

type Options = ConnectionOptions & Pick<SocketConstructorOpts, 'onread'>;

/**
 * Rejects with a TunnelFault when there is no TLS connection in the end; the socket is then destroyed. TIMEOUTbusy limits
 * the time. Verification by Node is off because the decision is ours (`judge`): it is made here, before anyone sees the
 * socket.
 */
export function secure({ socket: raw, target }: Dialed, options: HandshakeOptions): Promise<Secured> {
  const { terms, signal } = options;
  const { specification, sessions } = terms;
  const address = `${target.address}:${target.port}`;
  const cached = options.resume ? sessions.get(address, performance.now()) : null;
  const serverName = serverNameFor(specification.tls.sni, target.host);
  const started = performance.now();

  return new Promise((resolve, reject) => {
    const inlet = new Inlet();
    const connectOptions: Options = {
      socket: raw,
      secureContext: terms.context,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      onread: inlet.onread,
      ...(serverName === null ? {} : { servername: serverName }),
      ...(cached === null ? {} : { session: cached.session }),
    };
    let established = false;
    let accepted: readonly X509Certificate[] | null = null;
    let newest: Buffer | null = null;
    const progress = () => ({ established, bytesRead: raw.bytesRead, usesPsk: false, serverName });
    const explain = (error: unknown) => {
      sessions.drop(address);
      return tlsError(target, error, progress());
    };

    const socket = connect(connectOptions);
    // Nothing comes this way while `onread` works; it is the path for a runtime that ignores the option.
    socket.on('data', (bytes: Buffer) => {
      if (!inlet.accept(bytes)) socket.pause();
    });
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('error', fail);
      socket.off('close', closed);
    };
    const fail = (error: unknown) => {
      settle();
      socket.on('error', () => undefined);
      socket.destroy();
      raw.destroy();
      reject(new TunnelFault(explain(error)));
    };
    const closed = () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    const abort = () => fail(new Error('aborted'));
    const seconds = specification.timeouts.busy;
    const { host, port } = target;
    const timer =
      seconds === 0
        ? undefined
        : setTimeout(
            () => fail(new TunnelFault({ kind: 'timeout', step: 'handshake', host, port, seconds })),
            seconds * 1000,
          );
    signal.addEventListener('abort', abort);
    socket.on('error', fail);
    socket.on('close', closed);
    raw.on('error', () => undefined); // reported by `socket` as well
    // TLS 1.3 sends sessions after the handshake, several of them; the last one is kept.
    socket.on('session', (session) => {
      newest = session;
      if (accepted !== null) sessions.put(address, { session, chain: accepted }, performance.now());
    });
    socket.once('secureConnect', () => {
      established = true;
      settle();
      const resumed = cached !== null && socket.isSessionReused();
      const chain = resumed ? cached.chain : chainOf(socket);
      // A resumed session was judged when it was made; under it the library's verdict may be missing.
      const verdict = resumed || socket.authorized ? null : verdictOf(socket);
      const fault = judge({ chain, verdict }, terms.trust, target.host, Date.now());
      if (fault === null) {
        accepted = chain;
        if (newest !== null) sessions.put(address, { session: newest, chain }, performance.now());
      } else {
        sessions.drop(address);
      }
      resolve({
        socket,
        raw,
        target,
        inlet,
        protocol: (socket.getProtocol() ?? 'TLSv1.3') as TlsVersion,
        cipher: socket.getCipher().name,
        handshakeMs: performance.now() - started,
        chain,
        verdict,
        fault,
        explain,
      });
    });
  });
}

/** `authorizationError` is a code here, whatever its type says: identity checks, which give errors, are ours. */
function verdictOf(socket: TLSSocket): string {
  const verdict: unknown = socket.authorizationError;
  return typeof verdict === 'string' ? verdict : 'UNSPECIFIED';
}

function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && !chain.some(({ raw }) => raw.equals(next?.raw ?? Buffer.of()))) {
    chain.push(new X509Certificate(next.raw));
    next = next.issuerCertificate;
  }
  return chain;
}
