/** One local program's connection, from accept to close. */
import type { Socket } from 'node:net';
import type { TunnelError } from '../../preload/types.ts';
import { internalError, TunnelFault } from './errors.ts';
import { type Intake, intakeOf } from './intake.ts';
import type { Meter } from './meter.ts';
import { GRACE_MS } from './probe.ts';
import { type RelayEnd, relay } from './relay.ts';
import type { Terms } from './terms.ts';
import { reach, type Secured } from './tls/handshake.ts';
import { resetTcp } from './tls/reset.ts';

export interface ConnectionOptions {
  /** Paused and half-open. It belongs to the connection from now on. */
  readonly local: Socket;
  readonly terms: Terms;
  readonly turn: number;
  readonly meter: Meter;
  /** Ends the connection at once, both sides reset. */
  readonly signal: AbortSignal;
  /** There is a TLS connection; it leaves from this address. */
  readonly onConnected: (localAddress: string | null) => void;
  /** The server accepted us and lives: it sent something, or did not object for the grace period. */
  readonly onReached: (secured: Secured) => void;
}

/** How a connection ended. `error` is about the server, null when it did nothing wrong. */
export interface ConnectionEnd {
  readonly error: TunnelError | null;
  readonly text: string;
}

/** Resolves when both sockets are closed; never rejects. */
export async function serve(options: ConnectionOptions): Promise<ConnectionEnd> {
  const { terms, turn, meter, signal } = options;
  const intake = intakeOf(options.local);
  const local = intake.socket;
  const reset = () => resetTcp(local);
  local.on('error', () => undefined);
  signal.addEventListener('abort', reset);
  meter.opened();
  try {
    const secured = await reach({ terms, turn, signal });
    if (secured.fault !== null || local.destroyed || signal.aborted) {
      secured.socket.destroy();
      if (secured.fault !== null) throw new TunnelFault(secured.fault);
      return { error: null, text: 'closed before the server was reached' };
    }
    options.onConnected(secured.socket.localAddress ?? null);
    return await join(options, intake, secured);
  } catch (error) {
    reset();
    const reason = error instanceof TunnelFault ? error.reason : internalError(error);
    return { error: signal.aborted ? null : reason, text: `failed: ${reason.kind}` };
  } finally {
    signal.removeEventListener('abort', reset);
    meter.closed();
  }
}

async function join(options: ConnectionOptions, intake: Intake, secured: Secured): Promise<ConnectionEnd> {
  const { terms, meter, signal, onReached } = options;
  const abort = () => secured.socket.destroy();
  let settled = false;
  const reached = () => {
    clearTimeout(timer);
    if (!settled) onReached(secured);
    settled = true;
  };
  const timer = setTimeout(reached, GRACE_MS);
  timer.unref();
  secured.inlet.whenReceived(reached);
  signal.addEventListener('abort', abort);
  const end = await relay({ intake, remote: secured, meter, timeouts: terms.specification.timeouts });
  signal.removeEventListener('abort', abort);
  clearTimeout(timer);
  settled = true;
  const failed = end.kind === 'failed' && end.side === 'remote' && !signal.aborted;
  return { error: failed ? secured.explain(end.error) : null, text: wording(end) };
}

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
