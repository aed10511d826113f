/** Everything between the TCP connection and TLS. */
import type { Socket } from 'node:net';
import type { ProxyServer, TunnelSpecification } from '../../specification.ts';
import type { Signal } from '../base/abort.ts';
import type { Place } from '../base/errors.ts';
import { beforeTls, converse } from './conversation.ts';
import { httpConnect } from './http-connect.ts';
import { requestSocks5, socks4a } from './socks.ts';
import { startTls } from './starttls.ts';

/** Whether anything has to be said before TLS. */
export function hasNegotiation({ proxy, negotiation }: TunnelSpecification): boolean {
  return proxy !== undefined || negotiation !== undefined;
}

/**
 * Asks the proxy, if there is one, for the server, then the server for TLS. Returns what the server said for the local program's ears.
 * Rejects with a TunnelFault; the socket is then destroyed.
 */
export async function negotiate(
  socket: Socket,
  server: Place,
  proxy: ProxyServer | null,
  { negotiation, timeouts }: TunnelSpecification,
  signal: Signal,
): Promise<Buffer> {
  if (proxy !== null) {
    await converse(beforeTls(socket, proxy), proxy, timeouts.busy, signal, (talk) => {
      if (proxy.kind === 'socks5') return requestSocks5(proxy, server, talk);
      if (proxy.kind === 'socks4a') return socks4a(proxy, server, talk);
      const { username, password } = proxy;
      return httpConnect(
        { destination: authority(server), username, password, headers: [], field: 'proxy-password' },
        proxy,
        talk,
      );
    });
  }
  if (negotiation === undefined || negotiation.kind === 'socks') return Buffer.alloc(0);
  return converse(beforeTls(socket, server), server, timeouts.busy, signal, async (talk) => {
    if (negotiation.kind !== 'connect') return startTls(negotiation, talk);
    const { host: destination, username, password, headers } = negotiation;
    await httpConnect({ destination, username, password, headers, field: 'protocol-password' }, server, talk);
    return Buffer.alloc(0);
  });
}

/** HOST:PORT as in a URL. */
function authority({ host, port }: Place): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
