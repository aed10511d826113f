/**
 * The engine as the rest of main sees it: tunnels go in, events come out. Two implementations: in-process for the CLI
 * and tests, and in a worker thread for the app. Everything that crosses is plain data, so that a worker can carry it.
 */
import type { CertificateSummary, TlsVersion, Traffic, TunnelError, TunnelStatus } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { FindRoutes } from './negotiation/routes.ts';

/** A TLS handshake without user traffic: what the server is, and whether the specification's trust accepts it. */
export interface ProbeResult {
  readonly reached: {
    readonly address: string;
    readonly port: number;
    readonly protocol: TlsVersion;
    readonly cipher: string;
    readonly handshakeMs: number;
    /** What a person should know although the server is accepted: nobody can say whether its certificate is revoked. */
    readonly remark: string | null;
  } | null;
  /** As the server sent them, leaf first; empty when no handshake took place. */
  readonly chain: readonly CertificateSummary[];
  readonly systemTrusts: boolean;
  readonly error: TunnelError | null;
}

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
  /** A probe of any server, with or without a tunnel. */
  probe(specification: TunnelSpecification): Promise<ProbeResult>;
  /** After sleep or a change of network: drops the connections that cannot live on, and probes again. */
  refresh(reason: RefreshReason): void;
  /** Stops every tunnel and releases all sockets and timers. */
  close(): Promise<void>;
}

/** What the engine asks of whoever runs it. */
export interface EnginePorts {
  /** For profiles that use the system's proxy. */
  readonly findRoutes: FindRoutes;
}

export type EngineListener = (event: EngineEvent) => void;
