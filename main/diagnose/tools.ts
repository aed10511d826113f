/** What the steps of one check work with. */
import type { Application, Endpoint } from '../../preload/types.ts';
import type { Address, TunnelSpecification } from '../specification.ts';
import { ConnectionAbort, type Signal } from '../tunnel/base/abort.ts';
import type { FindRoutes } from '../tunnel/negotiation/routes.ts';
import { serverNameFor, type TunnelContext } from '../tunnel/server/tunnel-context.ts';
import type { Subject } from './evidence.ts';
import type { WitnessHosts } from './steps/witnesses.ts';

/** What is checked. Plain data. */
export interface CheckRequest {
  readonly specification: TunnelSpecification;
  readonly application: Application;
  /** Where the tunnel listens now; empty when it is off. */
  readonly listening: readonly Endpoint[];
  /** There is no tunnel to listen: `adit diagnose HOST:PORT`. */
  readonly hasLocalPort: boolean;
}

/** Seconds that an answer is waited for. */
export interface Patience {
  readonly name: number;
  readonly connect: number;
  readonly handshake: number;
  readonly hello: number;
}

export const usualPatience: Patience = { name: 8, connect: 8, handshake: 12, hello: 5 };

/** What a check needs from outside. */
export interface CheckPorts {
  readonly findRoutes: FindRoutes;
  /** The system's name servers. */
  readonly nameServers: readonly string[];
  /** null: nobody but the server is asked. */
  readonly witnesses: WitnessHosts | null;
  /** Other ports of the server's computer that are tried when its own is silent. */
  readonly otherPorts: readonly number[];
  readonly patience: Patience;
  readonly platform: NodeJS.Platform;
  readonly release: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export const usualOtherPorts: readonly number[] = [443, 80, 22];

export interface Tools {
  readonly request: CheckRequest;
  /** With the times of a check instead of those of the tunnel. */
  readonly specification: TunnelSpecification;
  readonly ports: CheckPorts;
  readonly signal: Signal;
  /** Made by the first step; null before, and when it cannot be made. */
  context: TunnelContext | null;
  /** Where the first TCP connection goes: the servers, or the proxy in front of them. */
  hops: readonly Endpoint[];
}

export const tcpOf = (addresses: readonly Address[]): readonly Endpoint[] =>
  addresses.flatMap((address) => ('path' in address ? [] : [{ host: address.host, port: address.port }]));

export function toolsFor(request: CheckRequest, ports: CheckPorts, signal: Signal = new ConnectionAbort()): Tools {
  const { specification } = request;
  const { connect, handshake } = ports.patience;
  const timeouts = { ...specification.timeouts, connect, busy: handshake };
  const servers = tcpOf(specification.connect);
  const { proxy } = specification;
  return {
    request,
    specification: { ...specification, timeouts },
    ports,
    signal,
    context: null,
    hops: proxy === undefined || proxy.kind === 'system' ? servers : [proxy],
  };
}

export function subjectOf({ specification, application }: CheckRequest, ports: CheckPorts): Subject {
  const [server = { host: '', port: 0 }] = tcpOf(specification.connect);
  const { proxy, negotiation, trust, psk, identity, tls } = specification;
  return {
    application,
    server,
    serverName: serverNameFor(tls.sni, server.host),
    proxy: proxy === undefined ? null : proxy.kind === 'system' ? 'system' : { host: proxy.host, port: proxy.port },
    trustsSystem: trust.kind === 'system',
    showsCertificate: identity !== undefined,
    pskIdentity: psk?.identity ?? null,
    protocol: negotiation === undefined ? null : negotiation.kind,
    platform: ports.platform,
    release: ports.release,
  };
}
