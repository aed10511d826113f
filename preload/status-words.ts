/** A tunnel's status in a few words, for the tray and for the window. */
import type { ServerStatus, TlsVersion, TunnelStatus } from './types.ts';

/** `TLS 1.3` */
export const protocolWords = (protocol: TlsVersion): string =>
  protocol === 'TLSv1' ? 'TLS 1.0' : protocol.replace('TLSv', 'TLS ');

/** `12 ms`; at least one. */
export const handshakeWords = ({ handshakeMs }: { readonly handshakeMs: number }): string =>
  `${Math.max(1, Math.round(handshakeMs))} ms`;

function serverWords(server: ServerStatus): string {
  switch (server.kind) {
    case 'unknown':
      return 'server not checked yet';
    case 'checking':
      return 'checking the server';
    case 'reachable':
      return `server reachable, ${handshakeWords(server)}, ${protocolWords(server.protocol)}`;
    case 'unreachable':
      return 'server unreachable';
  }
}

/** `Off`, `Starting`, `On · server reachable, 12 ms, TLS 1.3`, `Blocked`: without what an explanation says. */
export function statusTitle(status: TunnelStatus): string {
  switch (status.kind) {
    case 'off':
      return 'Off';
    case 'starting':
      return 'Starting';
    case 'on':
      return `On · ${serverWords(status.server)}`;
    case 'blocked':
      return 'Blocked';
  }
}
