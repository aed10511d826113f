/** A tunnel's status in a few words, for the tray and for the window. */
import type { ServerStatus, TlsVersion, TunnelStatus } from './types.ts';
import { milliseconds } from './words/format.ts';
import { t } from './words/words.ts';

/** `TLS 1.3` */
export const protocolWords = (protocol: TlsVersion): string =>
  protocol === 'TLSv1' ? 'TLS 1.0' : protocol.replace('TLSv', 'TLS ');

/** `12 ms`; at least one. */
export const handshakeWords = ({ handshakeMs }: { readonly handshakeMs: number }): string =>
  milliseconds(Math.max(1, Math.round(handshakeMs)));

function onTitle(server: ServerStatus): string {
  switch (server.kind) {
    case 'unknown':
      return t('status.on.unknown');
    case 'checking':
      return t('status.on.checking');
    case 'reachable':
      return t('status.on.reachable', { time: handshakeWords(server) });
    case 'unreachable':
      return t('status.on.unreachable');
  }
}

/** `Off`, `Starting`, `On · server reachable, 12 ms`, `Blocked`: without what an explanation says. */
export function statusTitle(status: TunnelStatus): string {
  switch (status.kind) {
    case 'off':
      return t('status.off');
    case 'starting':
      return t('status.starting');
    case 'on':
      return onTitle(status.server);
    case 'blocked':
      return t('status.blocked');
  }
}
