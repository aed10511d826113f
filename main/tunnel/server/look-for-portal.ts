/** Asks what answers in the server's place whether it is a network's log-in page. */
import type { Endpoint, TunnelError } from '../../../preload/types.ts';
import { type ApproachOptions, approach } from './approach.ts';
import { askHttp, type HttpAnswer } from './ask-http.ts';
import { inspect } from './handshake.ts';
import { mayBePortal, type Portal, portalIn } from './portal.ts';

/** A log-in page is near, and a person may wait for the question about a certificate. */
const PATIENCE_MS = 1500;
const HTTP_PORT = 80;

/**
 * Of an error that a portal causes as well; null for any other, and when nothing proves a portal. What does not speak TLS
 * gets a request in the clear. A server whose certificate is for another host gets one inside TLS, and, where no proxy leads
 * to it, one at the port of web servers. Never rejects.
 *
 * @param names of the certificate that was shown.
 */
export async function lookForPortal(
  error: TunnelError,
  names: readonly string[],
  options: ApproachOptions,
): Promise<Portal | null> {
  if (options.context.specification.negotiation !== undefined) return null;
  switch (error.kind) {
    case 'not-tls': {
      if (error.service !== undefined && error.service !== 'http') return null;
      const answer = await inTheClear(options, error);
      return answer === null ? null : portalIn(answer, error.host, null);
    }
    case 'cert-untrusted':
    case 'cert-changed':
    case 'cert-name': {
      const { host } = error;
      if (!mayBePortal(host, names)) return null;
      // A portal stands before a proxy, not behind it, and a proxy would be asked for a port that nobody named.
      const isDirect = options.context.specification.proxy === undefined;
      const answers = await Promise.all([
        insideTls(options, host),
        isDirect ? inTheClear(options, { host, port: HTTP_PORT }) : null,
      ]);
      for (const answer of answers) {
        const portal = answer === null ? null : portalIn(answer, host, names);
        if (portal !== null) return portal;
      }
      return null;
    }
    default:
      return null;
  }
}

/** What a web server at that place answers in the clear, by the way that the tunnel takes. */
export async function inTheClear(
  options: ApproachOptions,
  place: Endpoint,
  path = '/',
  patienceMs = PATIENCE_MS,
): Promise<HttpAnswer | null> {
  const { negotiation: _, ...rest } = options.context.specification;
  const timeouts = { ...rest.timeouts, connect: patienceMs / 1000, busy: patienceMs / 1000 };
  const specification = { ...rest, connect: [{ host: place.host, port: place.port }], timeouts };
  try {
    const { raw } = await approach({ ...options, context: { ...options.context, specification } });
    return await askHttp(raw, place.host, path, patienceMs);
  } catch {
    return null;
  }
}

async function insideTls(options: ApproachOptions, host: string): Promise<HttpAnswer | null> {
  try {
    const { socket } = await inspect(options);
    return await askHttp(socket, host, '/', PATIENCE_MS);
  } catch {
    return null;
  }
}
