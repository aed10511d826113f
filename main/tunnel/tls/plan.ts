/** What is decided about a TLS connection before it begins. */
import { isIP, type LookupFunction, type SocketConstructorOpts } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { type Target, whereTo } from '../dialer.ts';
import { serverNameFor, type Terms } from '../terms.ts';
import { Inlet } from './inlet.ts';
import type { AcceptedSession, SessionPlace } from './sessions.ts';

type Options = ConnectionOptions & Pick<SocketConstructorOpts, 'onread'>;

export interface Plan {
  readonly options: Options;
  readonly inlet: Inlet;
  readonly serverName: string | null;
  readonly cached: AcceptedSession | null;
}

/** A socket that is complete but for its address. It belongs to whoever asked for it. */
export interface Prepared {
  readonly socket: TLSSocket;
  readonly plan: Plan;
  /** Begins to connect. Once. */
  connectTo(address: string): void;
}

export function planFor(terms: Terms, target: Target, resume: boolean): Plan {
  const { tls, psk } = terms.specification;
  const inlet = new Inlet();
  const serverName = serverNameFor(tls.sni, target.host);
  const cached = resume ? terms.sessions.get(sessionPlace(target, serverName), performance.now()) : null;
  const options: Options = {
    secureContext: terms.context,
    // The decision is ours (`judge`), and is made before anyone sees the socket.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    onread: inlet.onread,
    ...(tls.alpn === undefined ? {} : { ALPNProtocols: [...tls.alpn] }),
    requestOCSP: terms.revocation.staple,
    ...(serverName === null ? {} : { servername: serverName }),
    ...(psk === undefined ? {} : { pskCallback: () => ({ identity: psk.identity, psk: Buffer.from(psk.key, 'hex') }) }),
    ...(cached === null ? {} : { session: cached.session }),
  };
  return { options, inlet, serverName, cached };
}

/** One address may serve many names, each with a certificate and sessions of its own. */
export const sessionPlace = ({ host, port, address }: Target, serverName: string | null): SessionPlace => ({
  service: `${host}:${port} ${serverName ?? ''}`,
  address,
});

/**
 * What all connections have as their host. Node looks a name up, and that is what holds the connection back; an address it
 * would connect to at once. And Node 24.21 resumes a session only for the name it was made with: the server name, else the
 * host, which for connections over a socket that exists already is this one too. Our sessions are kept by service.
 */
const HOST = 'localhost';

/** Makes a socket for this target. `connect` of node:tls hands on to `net` what its type does not know. */
export function prepare(terms: Terms, target: Target): Prepared {
  const plan = planFor(terms, target, true);
  let answer: Parameters<LookupFunction>[2] | null = null;
  const lookup: LookupFunction = (_name, _options, callback) => {
    answer = callback;
  };
  const where = target.path === undefined ? { ...whereTo(target), host: HOST, lookup } : whereTo(target);
  const options: object = { allowHalfOpen: true, autoSelectFamily: false };
  return {
    socket: connect({ ...plan.options, ...where, ...options }),
    plan,
    connectTo: (address) => answer?.(null, address, isIP(address)),
  };
}

export function open(terms: Terms, target: Target): Prepared {
  const prepared = prepare(terms, target);
  prepared.connectTo(target.address);
  return prepared;
}
