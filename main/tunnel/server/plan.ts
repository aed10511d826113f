/** What is decided about a TLS connection before it begins, and the socket that is made for it. */
import { isIP, type LookupFunction, type SocketConstructorOpts } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { ReceiveBuffer } from '../tls/receive-buffer.ts';
import type { AcceptedSession, SessionPlace } from '../tls/sessions.ts';
import { type Target, whereTo } from './dialer.ts';
import { serverNameFor, type TunnelContext } from './tunnel-context.ts';

type Options = ConnectionOptions & Pick<SocketConstructorOpts, 'onread'>;

export interface Plan {
  readonly options: Options;
  readonly incoming: ReceiveBuffer;
  readonly serverName: string | null;
  readonly cached: AcceptedSession | null;
}

/** A socket that is complete but not told to connect. It belongs to whoever asked for it. */
export interface Prepared {
  readonly socket: TLSSocket;
  readonly plan: Plan;
  /** Begins to connect. Once. */
  connect(): void;
}

export function planFor(context: TunnelContext, target: Target, resume: boolean): Plan {
  const { tls, psk } = context.specification;
  const incoming = new ReceiveBuffer();
  const serverName = serverNameFor(tls.sni, target.host);
  const cached = resume ? context.sessions.get(sessionPlace(target, serverName), performance.now()) : null;
  const options: Options = {
    secureContext: context.secureContext,
    // The decision is ours (`judge`), and is made before anyone sees the socket.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    onread: incoming.onread,
    ...(tls.alpn === undefined ? {} : { ALPNProtocols: [...tls.alpn] }),
    requestOCSP: context.revocation.staple,
    ...(serverName === null ? {} : { servername: serverName }),
    ...(psk === undefined ? {} : { pskCallback: () => ({ identity: psk.identity, psk: Buffer.from(psk.key, 'hex') }) }),
    ...(cached === null ? {} : { session: cached.session }),
  };
  return { options, incoming, serverName, cached };
}

/** One address may serve many names, each with a certificate and sessions of its own. */
export const sessionPlace = ({ host, port, address }: Target, serverName: string | null): SessionPlace => ({
  service: `${host}:${port} ${serverName ?? ''}`,
  address,
});

/**
 * What our connections have as their host; the name never leaves this computer. Node.js looks names up, and until that is
 * answered a socket waits. Node 24.21 also resumes a session only for the name under which it was made: the server name,
 * else the host, else this. Sessions of probes, whose TLS goes over a socket that exists already, are made under this
 * one, and programs shall resume them. Ours are kept by service, so that none is offered to another server.
 */
const HOST = 'localhost';

/** Makes a socket for this target. `connect` of node:tls hands on to `net` what its type does not know. */
export function prepare(context: TunnelContext, target: Target): Prepared {
  const plan = planFor(context, target, true);
  const { address, path } = target;
  let isWanted = false;
  let answer: (() => void) | null = null;
  const lookup: LookupFunction = (_name, _options, callback) => {
    answer = () => callback(null, address, isIP(address));
    if (isWanted) answer();
  };
  const where = path === undefined ? { ...whereTo(target), host: HOST, lookup } : whereTo(target);
  const options: object = { allowHalfOpen: true, autoSelectFamily: false };
  return {
    socket: connect({ ...plan.options, ...where, ...options }),
    plan,
    connect: () => {
      isWanted = true;
      answer?.();
    },
  };
}

/** The same, and begins to connect. */
export function open(context: TunnelContext, target: Target): Prepared {
  const prepared = prepare(context, target);
  prepared.connect();
  return prepared;
}
