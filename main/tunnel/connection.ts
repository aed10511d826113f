/** One local program's connection, from accept to close. */
import type { TunnelError } from '../../preload/types.ts';
import type { Signal } from './abort.ts';
import { internalError, TunnelFault } from './errors.ts';
import { type Ahead, outlives, readAhead, sendAhead } from './hand-over.ts';
import type { Intake } from './intake.ts';
import type { Counter } from './meter.ts';
import { GRACE_MS } from './probe.ts';
import { type RelayEnd, relay } from './relay.ts';
import type { Terms } from './terms.ts';
import { reach, type Secured } from './tls/handshake.ts';
import { hangUp } from './tls/hang-up.ts';
import { resetTcp } from './tls/reset.ts';
import type { Standby } from './tls/standby.ts';

export interface ConnectionOptions {
  /** The program's connection, paused and half-open. It belongs to `serve` from now on. */
  readonly intake: Intake;
  readonly terms: Terms;
  /** Asked when a connection is made; counts for `rr`. */
  readonly turn: () => number;
  /** A connection that is ready, if there is one; the connection owns it from then on. */
  readonly takeSpare: () => Secured | null;
  /** What a connection that is made now may be begun with. */
  readonly standby: Standby | null;
  readonly meter: Counter;
  /** Ends the connection at once, both sides reset. */
  readonly signal: Signal;
  /** There is a TLS connection; it leaves from this address. */
  readonly onConnected: (localAddress: string | null) => void;
  /** The server accepted us and lives: it sent something, or did not object for the grace period. */
  readonly onReached: (reached: Reached) => void;
}

/** What a connection tells of its server. */
export type Reached = Pick<Secured, 'protocol' | 'cipher' | 'handshakeMs' | 'chain' | 'remark'>;

/** How a connection ended. `error` is about the server, null when it did nothing wrong. */
export interface ConnectionEnd {
  readonly error: TunnelError | null;
  readonly text: string;
}

/** What joins a program to its server. */
interface Ends {
  readonly intake: Intake;
  readonly secured: Secured;
  /** `secured` was made before the program came. */
  readonly isSpare: boolean;
}

/** Resolves when both sockets are closed; never rejects. */
export async function serve(options: ConnectionOptions): Promise<ConnectionEnd> {
  const { meter, signal } = options;
  // What the program says at once is then here when the handshake is done.
  const intake = readAhead(options.intake);
  const local = intake.socket;
  const reset = () => (options.terms.specification.reset === false ? local.destroy() : resetTcp(local));
  local.on('error', () => undefined);
  signal.addEventListener('abort', reset);
  meter.opened();
  try {
    const ends = await obtain(options, intake);
    const { secured } = ends;
    if (secured.fault !== null || local.destroyed || signal.aborted) {
      secured.socket.destroy();
      if (secured.fault !== null) throw new TunnelFault(secured.fault);
      return { error: null, text: 'closed before the server was reached' };
    }
    if (!ends.isSpare) sendAhead(intake, secured, meter);
    options.onConnected(secured.socket.localAddress ?? null);
    return await join(options, ends);
  } catch (error) {
    reset();
    const reason = error instanceof TunnelFault ? error.reason : internalError(error);
    return { error: signal.aborted ? null : reason, text: `failed: ${reason.kind}` };
  } finally {
    signal.removeEventListener('abort', reset);
    meter.closed();
  }
}

/** A spare that outlives its hand-over, else a connection made now. */
async function obtain(options: ConnectionOptions, intake: Ahead): Promise<Ends> {
  const { terms, turn, takeSpare, standby, meter, signal } = options;
  const spare = takeSpare();
  if (spare !== null) {
    if (await outlives(spare, intake, meter, signal)) return { intake, secured: spare, isSpare: true };
    void hangUp(spare.socket);
  }
  return { intake, secured: await reach({ terms, turn: turn(), signal, standby }), isSpare: false };
}

async function join(options: ConnectionOptions, { intake, secured, isSpare }: Ends): Promise<ConnectionEnd> {
  const { terms, meter, signal, onReached } = options;
  const abort = () => secured.socket.destroy();
  let settled = false;
  const reached = () => {
    clearTimeout(timer);
    if (!settled) onReached(secured);
    settled = true;
  };
  // Silence is consent right after a handshake. A spare's server may have gone since; only what it says now counts.
  const timer = isSpare ? undefined : setTimeout(reached, GRACE_MS);
  timer?.unref();
  if (!isSpare || !secured.inlet.received) secured.inlet.whenReceived(reached);
  signal.addEventListener('abort', abort);
  const end = await relay({ intake, remote: secured, meter, ...endingOf(terms) });
  signal.removeEventListener('abort', abort);
  clearTimeout(timer);
  settled = true;
  const failed = end.kind === 'failed' && end.side === 'remote' && !signal.aborted;
  return { error: failed ? secured.explain(end.error) : null, text: wording(end) };
}

const endingOf = ({ specification: { timeouts, reset } }: Terms) => ({ timeouts, reset });

function wording(end: RelayEnd): string {
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
