/** A tunnel's status in a few words, for menus and tooltips. The window has room for more and says it its own way. */
import type { TunnelView } from '../../preload/types.ts';

/** For example `on · 12 ms · TLS 1.3` or `blocked: …`. */
export function statusText({ status, explanation }: TunnelView): string {
  switch (status.kind) {
    case 'off':
      return 'off';
    case 'starting':
      return 'starting …';
    case 'blocked':
      return `blocked: ${sentence(explanation?.what)}`;
    case 'on':
      switch (status.server.kind) {
        case 'unknown':
          return 'on';
        case 'checking':
          return 'on · checking the server …';
        case 'reachable':
          return `on · ${Math.max(1, Math.round(status.server.handshakeMs))} ms · ${status.server.protocol.replace('TLSv', 'TLS ')}`;
        case 'unreachable':
          return `on, server unreachable: ${sentence(explanation?.what)}`;
      }
  }
}

function sentence(what: string | undefined): string {
  return (what ?? 'see the window.').replace(/\.$/, '');
}
