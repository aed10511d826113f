/** A TLS handshake without user traffic: is the server there, and is it the right one? */
import type { CertificateSummary, TlsVersion, TunnelError } from '../../../preload/types.ts';
import type { Text } from '../../../preload/words/text.ts';
import { describeCertificate } from '../../trust/describe.ts';
import { judge } from '../../trust/verify.ts';
import type { Signal } from '../base/abort.ts';
import { internalError, type Place, placeOf, TunnelFault } from '../base/errors.ts';
import { hangUp } from '../tls/hang-up.ts';
import { inspect, type Secured } from './handshake.ts';
import { lookForPortal } from './look-for-portal.ts';
import { overhear } from './overhear.ts';
import { systemContext, type TunnelContext } from './tunnel-context.ts';

/** With TLS 1.3 a server refuses a client certificate, and stunnel a dead service, only after the handshake. */
export const GRACE_MS = 250;
const NO_CHECKS = { hosts: [], emails: [], ips: [] };

/** A TLS handshake without user traffic: what the server is, and whether the specification's trust accepts it. */
export interface ProbeResult {
  readonly reached: {
    readonly address: string;
    readonly port: number;
    readonly protocol: TlsVersion;
    readonly cipher: string;
    /** The application protocol that was agreed upon, null for none. */
    readonly alpn: string | null;
    readonly handshakeMs: number;
    /** What a person should know although the server is accepted: nobody can say whether its certificate is revoked. */
    readonly remark: Text | null;
  } | null;
  /** As the server sent them, leaf first; empty when no handshake took place. */
  readonly chain: readonly CertificateSummary[];
  readonly systemTrusts: boolean;
  readonly error: TunnelError | null;
}

export interface ProbeOptions {
  readonly context: TunnelContext;
  readonly turn: number;
  readonly signal: Signal;
  /**
   * A person asks. Find out whether the system trusts the server even when the profile's trust needs no answer, with a
   * second handshake, and ask a server without TLS what it is; otherwise it is only listened to.
   */
  readonly askSystem: boolean;
}

/**
 * Never rejects. Takes as long as the server's answer, and the grace period when the handshake looks good. Where there is
 * no TLS, it takes some seconds more to find out what there is.
 */
export async function probe({ context, turn, signal, askSystem }: ProbeOptions): Promise<ProbeResult> {
  const first = await recognise(await attempt(context, turn, signal), { context, turn, signal, askSystem });
  const portal =
    first.error === null ? null : await lookForPortal(first.error, namesOf(first.chain), { context, turn, signal });
  // Before anybody is asked about its certificate, which is nobody's to trust.
  if (portal !== null)
    return { ...NOTHING_SEEN, error: { kind: 'captive-portal', ...placeIn(first, context), ...portal } };
  const unknown = context.trust.kind !== 'system' && first.chain.length > 0;
  const systemTrusts =
    unknown && (askSystem || concernsTrust(first.error))
      ? (await attempt(await systemContext(context), turn, signal)).systemTrusts
      : first.systemTrusts;
  return { ...first, systemTrusts, error: first.error === null ? null : withSystemTrust(first.error, systemTrusts) };
}

/** Says which service it is that does not speak TLS. After a negotiation nothing could be told apart from its answers. */
async function recognise(
  result: ProbeResult,
  { context, turn, signal, askSystem }: ProbeOptions,
): Promise<ProbeResult> {
  const { error } = result;
  // Some services close without a word when a client begins with TLS.
  const isPlain =
    error?.kind === 'not-tls' || (askSystem && error?.kind === 'service-closed' && error.during === 'handshake');
  if (!isPlain || context.specification.negotiation !== undefined) return result;
  const service = await overhear({ context, turn, signal }, askSystem);
  if (service === null) return result;
  return { ...result, error: { kind: 'not-tls', host: error.host, port: error.port, service } };
}

async function attempt(context: TunnelContext, turn: number, signal: Signal): Promise<ProbeResult> {
  let secured: Secured;
  try {
    secured = await inspect({ context, turn, signal });
  } catch (error) {
    const reason = error instanceof TunnelFault ? error.reason : internalError(error);
    return { reached: null, chain: [], systemTrusts: false, error: reason };
  }
  const alpn = secured.socket.alpnProtocol || null;
  const error = secured.fault ?? (await objection(secured, signal));
  await hangUp(secured.socket);
  const { target, protocol, cipher, handshakeMs, chain, verdict, remark } = secured;
  return {
    reached: { address: target.address, port: target.port, protocol, cipher, alpn, handshakeMs, remark },
    chain: chain.map((certificate) => describeCertificate(certificate)),
    systemTrusts:
      context.trust.kind === 'system' && systemAccepts(secured, target.host, chain.length > 0 ? verdict : ''),
    error,
  };
}

const NOTHING_SEEN = { reached: null, chain: [], systemTrusts: false } as const;

function placeIn({ error, reached }: ProbeResult, { specification }: TunnelContext): Place {
  const [first] = specification.connect.map(placeOf);
  const host = error !== null && 'host' in error ? error.host : (first?.host ?? '');
  return { host, port: reached?.port ?? first?.port ?? 0 };
}

/** Those of the subject alternative name, else the common name, as it was before there were others. */
function namesOf([leaf]: readonly CertificateSummary[]): readonly string[] {
  if (leaf === undefined) return [];
  const common = /(?:^|, )CN=([^,]+)/.exec(leaf.subject)?.[1];
  return leaf.names.length > 0 || common === undefined ? leaf.names : [common];
}

function systemAccepts({ chain }: Secured, host: string, verdict: string | null): boolean {
  const fault = judge({ chain, verdict }, { kind: 'system', checks: NO_CHECKS }, host, Date.now());
  return fault === null;
}

/** What the server says against us, or its silence for the length of the grace period, which is consent. */
function objection({ socket, incoming, target, explain }: Secured, signal: Signal): Promise<TunnelError | null> {
  return new Promise((resolve) => {
    const settle = (error: TunnelError | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', silent);
      resolve(error);
    };
    const silent = () => settle(null);
    const gone = () => {
      const { host, port } = target;
      const closed: TunnelError = { kind: 'service-closed', host, port, during: 'service' };
      settle(incoming.received ? null : socket.errored ? explain(socket.errored) : closed);
    };
    const timer = setTimeout(silent, GRACE_MS);
    signal.addEventListener('abort', silent);
    incoming.whenReceived(silent);
    if (socket.readableEnded || socket.destroyed) {
      gone();
      return;
    }
    socket.once('error', (error) => settle(explain(error)));
    socket.once('end', gone);
    socket.once('close', gone);
  });
}

function concernsTrust(error: TunnelError | null): boolean {
  return error !== null && 'systemTrusts' in error;
}

function withSystemTrust(error: TunnelError, systemTrusts: boolean): TunnelError {
  // In `cert-name` the flag is about the chain alone, and it is known already when the trust is the system's.
  return 'systemTrusts' in error ? { ...error, systemTrusts: error.systemTrusts || systemTrusts } : error;
}
