/** From connect addresses to a TCP connection: resolve, order, try one after the other. */
import { connect, type IpcNetConnectOpts, type Socket, type TcpNetConnectOpts } from 'node:net';
import type { TunnelError } from '../../../preload/types.ts';
import type { Address, HeldHost, SocketOptions, TunnelSpecification } from '../../specification.ts';
import type { Signal } from '../base/abort.ts';
import { connectError, dnsError, placeOf, TunnelFault } from '../base/errors.ts';
import { hasNetwork } from '../base/has-network.ts';
import { addressesOf, heldAddresses } from '../base/resolve.ts';
import { applySocketOptions } from '../base/socket-options.ts';
import { isPresent, localAddresses } from '../local/local-addresses.ts';

/** One address to try. `host` and `port` are as the profile names them. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  /** Of a Unix socket; then `host` and `address` are the path as well, and `port` is 0. */
  readonly path?: string;
  /** Address of this computer that the connection comes from; left out: the system chooses. */
  readonly localAddress?: string;
}

type Failover = TunnelSpecification['failover'];

export interface DialOptions {
  readonly connect: readonly Address[];
  /** stunnel's `local`: address or name of this computer that connections come from. */
  readonly local?: string;
  readonly sockets?: SocketOptions;
  /** Where hosts are; no other address is dialled. null or left out: names are resolved. */
  readonly held?: readonly HeldHost[] | null;
  /** For `fastest` they are in order already. */
  readonly failover: Failover;
  /** Counts connections, for `rr`. */
  readonly turn: number;
  /** TIMEOUTconnect, seconds for each address; 0: no limit. */
  readonly connectSeconds: number;
  readonly signal: Signal;
  /** Why this address must not be connected to, although the profile names it; left out: every one may. */
  readonly refusal?: (target: Target) => TunnelError | null;
  /** For the log: there is a TCP connection. */
  readonly onDialed?: OnDialed;
  /** For the log: there is none to this address, which the error names. */
  readonly onDialFailed?: OnDialFailed;
}

export type OnDialFailed = (error: TunnelError) => void;
export type OnDialed = (socket: Socket, target: Target) => void;

export interface Dialed<Connection extends Socket> {
  readonly socket: Connection;
  readonly target: Target;
}

/** Begins to connect. The socket must allow half-open, and must not try addresses on its own. */
export type Open<Connection extends Socket> = (target: Target) => Connection;

/** A plain TCP connection. Half-open, because a side that has said all may still listen. */
export const openTcp: Open<Socket> = (target) =>
  connect({ ...whereTo(target), allowHalfOpen: true, autoSelectFamily: false });

/** The target as options of `connect` of node:net and node:tls. */
export function whereTo({ address, port, path, localAddress }: Target): TcpNetConnectOpts | IpcNetConnectOpts {
  if (path !== undefined) return { path };
  return { host: address, port, ...(localAddress === undefined ? {} : { localAddress }) };
}

/** When the cable is out, systems wait for seconds for an answer of the gateway: what is known is said sooner. */
const CUT_OFF_MS = 500;
const isCutOff = ({ address, path }: Target): boolean =>
  path === undefined && !hasNetwork() && !isPresent(address, localAddresses());

/** The system probes a silent connection after a minute, so that NAT entries stay and dead peers show. */
const REMOTE: SocketOptions = { noDelay: true, keepAlive: true, keepIdle: 60 };

/**
 * Connects to the first address that answers (stunnel's client.c connect_remote: every address of every connect host is
 * one entry, tried once). Names are resolved anew each time, unless addresses are held. Rejects with a TunnelFault. Only TCP is covered: what fails
 * later is not tried elsewhere.
 */
export async function dial<Connection extends Socket>(
  options: DialOptions,
  open: Open<Connection>,
): Promise<Dialed<Connection>> {
  const { targets, errors } = await resolveTargets(options);
  // Where others are left to try, nobody else would say it.
  if (targets.length > 0) for (const error of errors) options.onDialFailed?.(error);
  for (const target of inOrder(targets, options.failover, options.turn)) {
    if (options.signal.aborted) break;
    const refused = options.refusal?.(target) ?? null;
    if (refused !== null) {
      errors.push(refused);
      continue;
    }
    try {
      return { socket: await connected(open(target), target, options), target };
    } catch (error) {
      errors.push(connectError(target, error));
      if (!options.signal.aborted) options.onDialFailed?.(connectError({ ...target, host: target.address }, error));
    }
  }
  throw new TunnelFault(mostTelling(errors));
}

/** The entries to try: from the first, for `rr` from the `turn`-th and around for `rr`. */
export function inOrder<Entry>(entries: readonly Entry[], failover: Failover, turn: number): Entry[] {
  const start = failover !== 'rr' || entries.length === 0 ? 0 : turn % entries.length;
  return [...entries.slice(start), ...entries.slice(0, start)];
}

/** A missing route says little when another address was refused or silent: the last other error, else the last. */
export function mostTelling(errors: readonly TunnelError[]): TunnelError {
  const telling = errors.filter(({ kind }) => kind !== 'unreachable' && kind !== 'dns');
  return (
    telling.at(-1) ?? errors.at(-1) ?? { kind: 'internal', code: 'ABORTED', detail: 'the connection was given up' }
  );
}

async function resolveTargets({
  connect: endpoints,
  connectSeconds: seconds,
  local,
  held = null,
  signal,
}: DialOptions): Promise<{ readonly targets: Target[]; readonly errors: TunnelError[] }> {
  const targets: Target[] = [];
  const errors: TunnelError[] = [];
  let source: Pick<Target, 'localAddress'> = {};
  for (const endpoint of endpoints) {
    const { host, port } = placeOf(endpoint);
    if ('path' in endpoint) {
      targets.push({ host, port, address: host, path: endpoint.path });
      continue;
    }
    try {
      if (local !== undefined && source.localAddress === undefined) {
        const [localAddress] = await addressesOf(local, { seconds, signal });
        source = localAddress === undefined ? {} : { localAddress };
      }
      const addresses = held === null ? await addressesOf(host, { seconds, signal }) : heldAddresses(host, held);
      for (const address of addresses) {
        targets.push({ host, port, address, ...source });
      }
    } catch (error) {
      errors.push(error instanceof TunnelFault ? error.reason : dnsError(host, error));
    }
  }
  return { targets, errors };
}

function connected<Connection extends Socket>(
  socket: Connection,
  target: Target,
  { connectSeconds: seconds, sockets = {}, signal, onDialed }: DialOptions,
): Promise<Connection> {
  const { host, port } = target;
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      clearTimeout(cutOff);
      signal.removeEventListener('abort', abort);
      socket.off('error', fail);
    };
    const fail = (error: Error) => {
      settle();
      socket.destroy();
      reject(error);
    };
    const abort = () => fail(new Error('aborted'));
    const timer =
      seconds === 0
        ? undefined
        : setTimeout(
            () => fail(new TunnelFault({ kind: 'timeout', step: 'connect', host, port, seconds })),
            seconds * 1000,
          );
    const cutOff = setTimeout(() => {
      if (isCutOff(target)) fail(Object.assign(new Error('there is no network'), { code: 'ENETUNREACH' }));
    }, CUT_OFF_MS);
    signal.addEventListener('abort', abort);
    socket.once('error', fail);
    // Whoever gets the socket listens a little later; an error in between would end the process.
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      settle();
      applySocketOptions(socket, { ...REMOTE, ...sockets });
      onDialed?.(socket, target);
      resolve(socket);
    });
  });
}
