/**
 * The engine as the rest of main sees it: tunnels go in, events come out. Two implementations: in-process for the CLI
 * and tests, and in a worker thread for the app. Everything that crosses is plain data, so that a worker can carry it.
 * `Service` is the other way to use it, in-process only: one service of a file, run as stunnel runs it.
 */
import type { Traffic, TunnelLook, TunnelStatus } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';

export type { ConnectionEnd, ConnectionObserver } from './connection/connection.ts';
export type { RelayEnd } from './connection/relay.ts';
export type { Peer } from './node-internals/peer-address.ts';
export type { InternalReport } from './node-internals/proof.ts';
export type { Target } from './server/dialer.ts';
export type { Secured } from './server/handshake.ts';
export type { ProbeResult } from './server/probe.ts';
export type { EnginePorts, TunnelContext } from './server/tunnel-context.ts';
export type { Amounts, ConnectionWatch, Service } from './service.ts';

export type LogLevel = 'error' | 'warning' | 'notice' | 'info' | 'debug';

export type EngineEvent =
  | { readonly kind: 'status'; readonly id: string; readonly status: TunnelStatus }
  /** At most four times a second for each tunnel, and only when something changed. */
  | { readonly kind: 'traffic'; readonly id: string; readonly traffic: Traffic }
  | { readonly kind: 'log'; readonly id: string | null; readonly level: LogLevel; readonly text: string };

export type RefreshReason = 'resume' | 'network-change';

export interface Engine {
  /**
   * Starts a tunnel, or gives a running one a new specification: what can change live does, new addresses restart the
   * listener, reduced trust ends open connections. Progress is reported as `status` events.
   */
  start(specification: TunnelSpecification): void;
  /** Closes the listener and every connection of the tunnel; resolves when the port is free again. */
  stop(id: string): Promise<void>;
  /** Probes the tunnel's server now. Ignored when the tunnel is not on. */
  check(id: string): void;
  /** What is open, and what the server showed; nothing of a tunnel that is not on. */
  inspect(id: string): Promise<TunnelLook>;
  /** Ends one connection at once, both sides reset. */
  endConnection(id: string, connection: number): void;
  /** Whether a server that is away is left alone until it is asked for. Ignored when the tunnel's server is not away. */
  hold(id: string, held: boolean): void;
  /** After sleep or a change of network: drops the connections that cannot live on, and probes again. */
  refresh(reason: RefreshReason): void;
  /** Stops every tunnel and releases all sockets and timers. */
  close(): Promise<void>;
}

export type EngineListener = (event: EngineEvent) => void;
