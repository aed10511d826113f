/** One local program's connection, from accept to close. */
import type { TunnelError } from '../../../preload/types.ts';
import type { OcspStep } from '../../trust/ocsp.ts';
import type { Signal } from '../base/abort.ts';
import { internalError, TunnelFault } from '../base/errors.ts';
import type { LocalEnd } from '../local/local-end.ts';
import type { OnDialed, OnDialFailed } from '../server/dialer.ts';
import { reach, type Secured } from '../server/handshake.ts';
import { GRACE_MS } from '../server/probe.ts';
import type { Standby } from '../server/standby.ts';
import type { TunnelContext } from '../server/tunnel-context.ts';
import { hangUp } from '../tls/hang-up.ts';
import { type Ahead, outlives, readAhead, sendAhead } from './hand-over.ts';
import type { Counter } from './meter.ts';
import { type RelayEnd, relay, resetLocal } from './relay.ts';
import type { Joined } from './tally.ts';

/** Who hears how a connection is made. Only in the thread that serves it. */
export interface ConnectionObserver {
  /** There is a TCP connection to the server, or to a proxy. */
  readonly onDialed?: OnDialed;
  /** There is none to one of the addresses. */
  readonly onDialFailed?: OnDialFailed;
  /** Responders of the certificate's issuer are asked. */
  readonly onOcsp?: (step: OcspStep) => void;
  /** There is a TLS connection, and its server is accepted. Of a spare: it has met its program. */
  readonly onSecured?: (secured: Secured) => void;
}

export interface ConnectionOptions {
  /** The program's end. It belongs to `serve` from now on. */
  readonly local: LocalEnd;
  readonly context: TunnelContext;
  /** Asked when a connection is made; counts for `rr`. */
  readonly turn: () => number;
  /** A connection that is ready, if there is one; the connection owns it from then on. */
  readonly takeSpare?: () => Secured | null;
  /** What a connection that is made now may be begun with. */
  readonly standby?: Standby | null;
  readonly meter: Counter;
  /** Ends the connection at once, both sides reset. */
  readonly signal: Signal;
  /** There is a TLS connection. */
  readonly onConnected?: (joined: Joined) => void;
  /** The server accepted us and lives: it sent something, or did not object for the grace period. */
  readonly onReached?: (reached: Reached) => void;
  readonly observer?: ConnectionObserver;
}

/** What a connection tells of its server. */
export type Reached = Pick<Secured, 'protocol' | 'cipher' | 'handshakeMs' | 'chain' | 'remark'>;

/** How a connection ended. `error` is about the server, null when it did nothing wrong. */
export type ConnectionEnd =
  /** There was none: it could not be made, or the program left, or somebody switched off, before it was. */
  | { readonly kind: 'unreached'; readonly error: TunnelError | null }
  /** Program and server were joined. */
  | { readonly kind: 'joined'; readonly end: RelayEnd; readonly error: TunnelError | null }
  /** The thread that served it has ended. */
  | { readonly kind: 'lost'; readonly error: null };

/** What joins a program to its server. */
interface Ends {
  readonly local: Ahead;
  readonly secured: Secured;
  /** `secured` was made before the program came. */
  readonly isSpare: boolean;
}

/** Resolves when both sides are closed; never rejects. */
export async function serve(options: ConnectionOptions): Promise<ConnectionEnd> {
  const { context, meter, signal, observer, onConnected } = options;
  // What the program says at once is then here when the handshake is done.
  const local = readAhead(options.local);
  const { stream } = local;
  const reset = () => (context.specification.reset === false ? stream.destroy() : resetLocal(stream));
  stream.on('error', () => undefined);
  signal.addEventListener('abort', reset);
  meter.opened();
  try {
    const ends = await obtain(options, local);
    const { secured } = ends;
    if (secured.fault !== null || stream.destroyed || signal.aborted) {
      secured.socket.destroy();
      if (secured.fault !== null) throw new TunnelFault(secured.fault);
      return { kind: 'unreached', error: null };
    }
    if (!ends.isSpare) sendAhead(local, secured, meter);
    observer?.onSecured?.(secured);
    onConnected?.(joinedTo(ends));
    return await join(options, ends);
  } catch (error) {
    reset();
    const reason = error instanceof TunnelFault ? error.reason : internalError(error);
    return { kind: 'unreached', error: signal.aborted ? null : reason };
  } finally {
    signal.removeEventListener('abort', reset);
    meter.closed();
  }
}

/** A spare that outlives its hand-over, else a connection made now. */
async function obtain(options: ConnectionOptions, local: Ahead): Promise<Ends> {
  const { context, turn, takeSpare, standby = null, meter, signal, observer = {} } = options;
  const spare = takeSpare?.() ?? null;
  if (spare !== null) {
    if (await outlives(spare, local, meter, signal)) return { local, secured: spare, isSpare: true };
    void hangUp(spare.socket);
  }
  return { local, secured: await reach({ ...observer, context, turn: turn(), signal, standby }), isSpare: false };
}

function joinedTo({ secured: { socket, target, protocol, cipher }, isSpare }: Ends): Joined {
  const way = isSpare ? 'spare' : socket.isSessionReused() ? 'resumed' : 'whole';
  const { host, port } = target;
  return { localAddress: socket.localAddress ?? null, server: { host, port, protocol, cipher, way } };
}

async function join(options: ConnectionOptions, { local, secured, isSpare }: Ends): Promise<ConnectionEnd> {
  const { context, meter, signal, onReached } = options;
  const abort = () => secured.socket.destroy();
  let settled = false;
  const reached = () => {
    clearTimeout(timer);
    if (!settled) onReached?.(secured);
    settled = true;
  };
  // Silence is consent right after a handshake. A spare's server may have gone since; only what it says now counts.
  const timer = isSpare ? undefined : setTimeout(reached, GRACE_MS);
  timer?.unref();
  if (!isSpare || !secured.incoming.received) secured.incoming.whenReceived(reached);
  signal.addEventListener('abort', abort);
  const end = await relay({ local, remote: secured, meter, ...endingOf(context) });
  signal.removeEventListener('abort', abort);
  clearTimeout(timer);
  settled = true;
  const failed = end.kind === 'failed' && end.side === 'remote' && !signal.aborted;
  return { kind: 'joined', end, error: failed ? secured.explain(end.error) : null };
}

const endingOf = ({ specification: { timeouts, reset } }: TunnelContext) => ({ timeouts, reset });

/** For a log. */
export function describeEnd(ended: ConnectionEnd): string {
  if (ended.kind === 'lost') return 'reset: the thread that served it has ended';
  if (ended.kind === 'unreached') {
    return ended.error === null ? 'closed before the server was reached' : `failed: ${ended.error.kind}`;
  }
  const { end } = ended;
  switch (end.kind) {
    case 'closed':
      return 'closed';
    case 'close-timeout':
      return 'closed: the other side did not follow within TIMEOUTclose';
    case 'idle-timeout':
      return 'reset: TIMEOUTidle exceeded';
    case 'failed':
      return `reset: ${end.side === 'local' ? 'local program' : 'server'}: ${end.error.message}`;
  }
}
