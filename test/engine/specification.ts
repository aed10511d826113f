/** Specifications for tests: stunnel's defaults, on loopback. */

import type { TunnelSpecification } from '../../main/specification.ts';
import type { CertificateSource, Trust, TunnelStatus } from '../../preload/types.ts';

export const noChecks = { hosts: [], emails: [], ips: [] };

export const systemTrust: Trust = { kind: 'system', checks: noChecks };

export const pinned = (...pems: readonly string[]): Trust => ({
  kind: 'pinned',
  certificates: pems.map((pem): CertificateSource => ({ kind: 'pem', pem })),
  checks: noChecks,
});

export const authority = (path: string, hosts: string[] = []): Trust => ({
  kind: 'authority',
  certificates: [{ kind: 'file', path }],
  checks: { ...noChecks, hosts },
});

/** A tunnel from any free local port to a port of 127.0.0.1; trusts nobody in particular until told. */
export function specification(port: number, changes: Partial<TunnelSpecification> = {}): TunnelSpecification {
  return {
    id: 'tunnel',
    name: 'Test',
    accept: [{ host: '127.0.0.1', port: 0 }],
    connect: [{ host: '127.0.0.1', port }],
    failover: 'prio',
    tls: { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null },
    trust: { kind: 'none' },
    timeouts: { connect: 10, busy: 300, idle: 43_200, close: 60 },
    ...changes,
  };
}

export const isReachable = (status: TunnelStatus) => status.kind === 'on' && status.server.kind === 'reachable';
export const isUnreachable = (status: TunnelStatus) => status.kind === 'on' && status.server.kind === 'unreachable';
export const isBlocked = (status: TunnelStatus) => status.kind === 'blocked';

/** The local port of a tunnel that is on. */
export function portOf(status: TunnelStatus): number {
  const port = status.kind === 'on' ? status.accept[0]?.port : undefined;
  if (port === undefined) throw new Error(`the tunnel is ${status.kind}`);
  return port;
}

/** The error that a status shows. */
export function errorOf(status: TunnelStatus) {
  if (status.kind === 'blocked') return status.error;
  return status.kind === 'on' && status.server.kind === 'unreachable' ? status.server.error : null;
}
