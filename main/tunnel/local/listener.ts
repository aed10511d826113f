/** The accept side: local addresses that programs connect to. */

import { createServer, type Server } from 'node:net';
import { ipv6Twins } from '../../../preload/loopback.ts';
import type { TunnelError } from '../../../preload/types.ts';
import type { Address, SocketOptions } from '../../specification.ts';
import { ConnectionAbort } from '../base/abort.ts';
import { bindError, dnsError, placeOf, TunnelFault } from '../base/errors.ts';
import { addressesOf } from '../base/resolve.ts';
import { applySocketOptions } from '../base/socket-options.ts';
import { takeHandles } from '../node-internals/accepted-handle.ts';
import { type AcceptedEnd, localEndOf, localEndOver } from './local-end.ts';
import { holderOf } from './port-holder.ts';
import { listenOn } from './socket-file.ts';

/** A server that listens, and what it leaves behind. */
interface Bound {
  readonly server: Server;
  /** Takes away what the system would keep; once. */
  readonly clear: () => void;
}

export class Listener {
  readonly #servers: readonly Bound[];
  /** The addresses that are bound, with the port the system chose where the specification said 0. */
  readonly bound: readonly Address[];
  /** Addresses that could not be bound although others could. */
  readonly failures: readonly TunnelError[];

  private constructor(servers: readonly Bound[], bound: readonly Address[], failures: readonly TunnelError[]) {
    this.#servers = servers;
    this.bound = bound;
    this.failures = failures;
  }

  /**
   * Binds every address, of a name all that it has. As in stunnel, one that works is enough (stunnel.c bind_ports); rejects with the TunnelFault of
   * the first when none does. What is on 127.0.0.1 is on ::1 as well when asked for and possible. Connections come paused
   * and half-open.
   */
  static async open(
    accept: readonly Address[],
    onConnection: (connection: AcceptedEnd) => void,
    sockets: SocketOptions = {},
    onIpv6 = false,
    resolve = resolveName,
  ): Promise<Listener> {
    const servers: Bound[] = [];
    const bound: Address[] = [];
    const failures: TunnelError[] = [];
    const listen = async (endpoint: Address) => {
      try {
        const one = await bind(endpoint, onConnection, sockets);
        const address = one.server.address();
        servers.push(one);
        bound.push(
          'host' in endpoint && typeof address === 'object' && address
            ? { host: endpoint.host, port: address.port }
            : endpoint,
        );
      } catch (error) {
        failures.push(await explainBind(bindError(endpoint, error)));
      }
    };
    for (const named of accept) {
      try {
        for (const endpoint of await addressesBehind(named, resolve)) await listen(endpoint);
      } catch (error) {
        failures.push(error instanceof TunnelFault ? error.reason : dnsError(placeOf(named).host, error));
      }
    }
    const [first] = failures;
    if (servers.length === 0 && first !== undefined) throw new TunnelFault(first);
    if (onIpv6) for (const twin of ipv6Twins(bound.filter((address) => 'host' in address))) await listen(twin);
    return new Listener(servers, bound, failures);
  }

  /** Stops listening; the ports are free when this resolves. Accepted connections live on. */
  async close(): Promise<void> {
    for (const { server, clear } of this.#servers) {
      server.close();
      clear();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The addresses of a name. Rejects with the system's error. */
type Resolve = (host: string) => Promise<readonly string[]>;

const resolveName: Resolve = (host) => addressesOf(host, { seconds: 0, signal: new ConnectionAbort() });

/** A hosts file may name an address twice. */
async function addressesBehind(address: Address, resolve: Resolve): Promise<readonly Address[]> {
  if ('path' in address) return [address];
  return [...new Set(await resolve(address.host))].map((host) => ({ host, port: address.port }));
}

async function bind(
  endpoint: Address,
  onConnection: (connection: AcceptedEnd) => void,
  sockets: SocketOptions,
): Promise<Bound> {
  const take = (connection: AcceptedEnd) => {
    applySocketOptions(connection.stream, { noDelay: true, ...sockets });
    onConnection(connection);
  };
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => take(localEndOf(socket)));
  const clear = await listen(server, endpoint);
  takeHandles(Reflect.get(server, '_handle'), (handle) => {
    const connection = localEndOver(handle);
    if (connection !== null) take(connection);
    return connection !== null;
  });
  server.on('error', () => undefined); // a failed accept; the program that tried sees it
  return { server, clear };
}

/** Rejects with the system's error. */
function listen(server: Server, endpoint: Address): Promise<() => void> {
  if ('path' in endpoint && endpoint.isPrivate === true) return listenOn(server, endpoint.path);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...endpoint, exclusive: true }, () => {
      server.off('error', reject);
      resolve(() => undefined);
    });
  });
}

async function explainBind(error: TunnelError): Promise<TunnelError> {
  return error.kind === 'port-in-use' && error.port !== 0
    ? { ...error, holder: await holderOf(error.host, error.port) }
    : error;
}
