/** The TLS handshake over a connected socket, and the decision whether the server is the right one. */
import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { TlsVersion, TunnelError } from '../../../preload/types.ts';
import type { Text } from '../../../preload/words/text.ts';
import type { OcspStep } from '../../trust/ocsp.ts';
import { asksRevocation, checkRevocation } from '../../trust/revocation.ts';
import { judge } from '../../trust/verify.ts';
import { TunnelFault, tlsError } from '../base/errors.ts';
import { isEnding, resetTcp } from '../base/tcp-reset.ts';
import { negotiateInside } from '../negotiation/inside.ts';
import { hasNegotiation } from '../negotiation/negotiate.ts';
import { canResetTls, resetTls } from '../node-internals/tls-reset.ts';
import type { ReceiveBuffer } from '../tls/receive-buffer.ts';
import { type ApproachOptions, approach, dialOptions } from './approach.ts';
import { dial, type Target } from './dialer.ts';
import { open, type Plan, type Prepared, planFor, sessionPlace } from './plan.ts';
import type { Standby } from './standby.ts';

/** A finished handshake. Whether the certificate is accepted is in `fault`; nothing may be sent before it is looked at. */
export interface Secured {
  readonly socket: TLSSocket;
  readonly target: Target;
  readonly incoming: ReceiveBuffer;
  readonly protocol: TlsVersion;
  readonly cipher: string;
  readonly handshakeMs: number;
  /** Leaf first. Of a resumed session: the chain that was judged when it was made. */
  readonly chain: readonly X509Certificate[];
  /** The TLS library's verdict on the chain, null when good. */
  readonly verdict: string | null;
  readonly fault: TunnelError | null;
  /** Something about the certificate for the log, null for nothing. */
  readonly remark: Text | null;
  /** What the server said before TLS that the local program has to hear first. */
  readonly greeting: Buffer;
  /** What an error of `socket` means from here on. */
  explain(error: unknown): TunnelError;
  /**
   * Destroys the socket with a TCP reset, as stunnel does on errors: a server takes an end without close_notify for an end,
   * and would keep half an upload.
   */
  reset(): void;
}

export interface ReachOptions extends ApproachOptions {
  /** What the connection may be begun with, and the next one is prepared in. */
  readonly standby?: Standby | null;
  /** For the log: responders of the certificate's issuer are asked. */
  readonly onOcsp?: (step: OcspStep) => void;
}

/**
 * A TLS connection for a local program: dials, resumes a session when there is one, and reads with a reused buffer,
 * which Node allows only for connections it makes itself; where those cannot be reset, it goes over one of ours. Rejects
 * with a TunnelFault.
 */
export async function reach(options: ReachOptions): Promise<Secured> {
  const { context, standby = null } = options;
  if (hasNegotiation(context.specification) || !canResetTls()) return overTcp(options, true);
  let opened!: Prepared;
  const { socket, target } = await dial(dialOptions(options), (candidate) => {
    opened = standby?.take(candidate) ?? open(context, candidate);
    return opened.socket;
  });
  const { plan } = opened;
  const onSession = () => standby?.prepareWithSession(target);
  const begun = { socket, raw: null, target, plan, greeting: NOTHING, started: performance.now(), onSession };
  const secured = await finish(begun, options);
  if (secured.fault === null) standby?.prepare(target, secured.protocol);
  return secured;
}

/** A TLS connection to look at the server: always a full handshake, and with all that can be known of a failure. */
export async function inspect(options: ReachOptions): Promise<Secured> {
  return overTcp(options, false);
}

const NOTHING = Buffer.alloc(0);

async function overTcp(options: ReachOptions, resume: boolean): Promise<Secured> {
  const { context, signal } = options;
  const { raw, target, greeting, started } = await approach(options);
  const plan = planFor(context, target, resume);
  if (signal.aborted) raw.destroy();
  const socket = connect({ ...plan.options, socket: raw });
  const secured = await finish({ socket, raw, target, plan, greeting, started }, options);
  // A server that is not accepted gets to know nothing.
  if (secured.fault === null) await negotiateInside(secured, context.specification, signal);
  return secured;
}

interface Begun {
  readonly socket: TLSSocket;
  readonly raw: Socket | null;
  readonly target: Target;
  readonly plan: Plan;
  readonly greeting: Buffer;
  /** When the TCP connection was made, by the monotonic clock. */
  readonly started: number;
  /** There is a session for the next connection. */
  readonly onSession?: () => void;
}

/**
 * Waits for the end of the handshake, at most TIMEOUTbusy, and judges the certificate. Rejects with a TunnelFault when
 * there is no TLS connection in the end; the socket is then destroyed.
 */
function finish(
  { socket, raw, target, plan, greeting, started, onSession }: Begun,
  { context, signal, onOcsp }: ReachOptions,
): Promise<Secured> {
  const { incoming, cached, serverName } = plan;
  const { sessions } = context;
  const usesPsk = context.specification.psk !== undefined;
  const place = sessionPlace(target, serverName);
  return new Promise((resolve, reject) => {
    let established = false;
    let accepted: readonly X509Certificate[] | null = null;
    let newest: Buffer | null = null;
    let stapled: Buffer | null = null;
    // Only the TCP connection below knows how much came before the alert; without it, as if much had.
    const bytesRead = () => raw?.bytesRead ?? Number.POSITIVE_INFINITY;
    const explain = (error: unknown) => {
      sessions.drop(place);
      return tlsError(target, error, { established, bytesRead: bytesRead(), usesPsk, serverName });
    };

    // Nothing comes this way while `onread` works; it is the path for connections over a socket that exists already.
    socket.on('data', (bytes: Buffer) => {
      if (!incoming.accept(bytes)) socket.pause();
    });
    /** While it is found out whether the certificate was revoked. */
    let checking: AbortController | null = null;
    const settle = () => {
      clearTimeout(timer);
      checking?.abort();
      signal.removeEventListener('abort', abort);
      socket.off('error', fail);
      socket.off('close', closed);
    };
    const fail = (error: unknown) => {
      settle();
      socket.destroy();
      raw?.destroy();
      reject(new TunnelFault(explain(error)));
    };
    const closed = () => fail(socket.errored ?? Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    const abort = () => fail(new Error('aborted'));
    const seconds = context.specification.timeouts.busy;
    const { host, port } = target;
    const timer =
      seconds === 0
        ? undefined
        : setTimeout(
            () => fail(new TunnelFault({ kind: 'timeout', step: 'handshake', host, port, seconds })),
            seconds * 1000,
          );
    signal.addEventListener('abort', abort);
    // Stays, so that there is always somebody who listens.
    socket.on('error', () => undefined);
    if (signal.aborted) {
      abort();
      return;
    }
    if (socket.destroyed) {
      closed();
      return;
    }
    socket.on('error', fail);
    socket.on('close', closed);
    // TLS 1.3 sends sessions after the handshake, several of them; the last one is kept.
    socket.on('session', (session) => {
      newest = session;
      if (accepted === null) return;
      sessions.put(place, { session, chain: accepted }, performance.now());
      onSession?.();
    });
    socket.once('OCSPResponse', (response: Buffer | null) => {
      stapled = response;
    });
    const conclude = async () => {
      const handshakeMs = performance.now() - started;
      const resumed = cached !== null && socket.isSessionReused();
      const chain = resumed ? cached.chain : chainOf(socket);
      // A resumed session was judged when it was made; under it the library's verdict may be missing.
      const verdict = resumed || socket.authorized ? null : verdictOf(socket);
      // Who has the same key is the right one; there is no certificate to look at.
      const judged =
        usesPsk && chain.length === 0 ? null : judge({ chain, verdict }, context.trust, target.host, Date.now());
      const presented = { chain, stapled, resumed, host: target.host };
      let fault = judged;
      let remark: Text | null = null;
      if (judged === null && asksRevocation(context.revocation, presented)) {
        checking = new AbortController();
        // Until there is a verdict the connection may end, and TIMEOUTbusy still counts.
        ({ fault, remark } = await checkRevocation(context.revocation, presented, checking.signal, onOcsp));
        if (checking.signal.aborted) return;
      }
      settle();
      if (fault === null) {
        accepted = chain;
        if (newest !== null) sessions.put(place, { session: newest, chain }, performance.now());
      } else {
        sessions.drop(place);
      }
      resolve({
        socket,
        target,
        incoming,
        protocol: (socket.getProtocol() ?? 'TLSv1.3') as TlsVersion,
        cipher: socket.getCipher().name,
        handshakeMs,
        chain,
        verdict,
        fault,
        remark,
        greeting,
        explain,
        reset: () => (raw === null ? resetTls(socket) : resetBelow(socket, raw)),
      });
    };
    socket.once('secureConnect', () => {
      established = true;
      // A certificate can be malformed in ways that only show when it is read.
      conclude().catch(fail);
    });
  });
}

/**
 * Resets a TLS connection over a TCP connection of ours; where that cannot be done from above, by public means from below.
 * Node ends with an access violation, on Windows and in Electron 33, when a TLS socket is destroyed while what it lies over
 * is closing; it destroys the TLS socket itself when that is closed.
 */
function resetBelow(socket: TLSSocket, raw: Socket): void {
  if (canResetTls() || isEnding(socket)) {
    resetTls(socket);
    return;
  }
  resetTcp(raw);
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
