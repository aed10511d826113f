/** Tells a network's log-in page (a captive portal) from the server that was asked for. Pure. */
import { isIP } from 'node:net';
import type { HttpAnswer } from './ask-http.ts';

export interface Portal {
  /** Where one logs in; null when it did not say. */
  readonly page: string | null;
}

/** Network Authentication Required (RFC 6585 6): nobody but a portal says it. */
const NETWORK_LOGIN = 511;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * null when the answer proves nothing. A plain answer on a port where TLS was expected is a portal's when it sends the
 * visitor to a host of another site. Behind a certificate that is not the server's, it is one when that certificate is
 * for the host to which the visitor is sent: a server with an unknown certificate may redirect to anywhere.
 *
 * @param names of the certificate that was shown, null when there was none.
 */
export function portalIn(answer: HttpAnswer, host: string, names: readonly string[] | null): Portal | null {
  const page = pageOf(answer);
  if (answer.status === NETWORK_LOGIN) return { page: page?.href ?? null };
  if (page === null || isSameSite(page.hostname, host)) return null;
  if (names === null) return { page: page.href };
  return !isNamed(host, names) && isNamed(page.hostname, names) ? { page: page.href } : null;
}

/** Whether a certificate with these names may be a portal's: it is for some host, and not for the one that was asked. */
export const mayBePortal = (host: string, names: readonly string[]): boolean =>
  names.some((name) => name.includes('.') && isIP(name) === 0) && !isNamed(host, names);

/** Whether the names are for the host, as certificates name hosts. */
export function isNamed(host: string, names: readonly string[]): boolean {
  const wanted = bare(host);
  return names.map(bare).some((name) => {
    if (name === wanted) return true;
    return name.startsWith('*.') && wanted.includes('.') && wanted.slice(wanted.indexOf('.')) === name.slice(1);
  });
}

function pageOf({ status, location }: HttpAnswer): URL | null {
  if (location === null || !(REDIRECTS.has(status) || status === NETWORK_LOGIN) || !URL.canParse(location)) return null;
  const page = new URL(location);
  return page.protocol === 'http:' || page.protocol === 'https:' ? page : null;
}

const bare = (host: string): string => host.toLowerCase().replace(/^\[|\]$|\.$/g, '');

/** The same host, one below the other, or names that share their last two labels: `www.example.org` and `a.example.org`. */
function isSameSite(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)];
  if (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)) return true;
  if (isIP(a) !== 0 || isIP(b) !== 0) return false;
  const site = (name: string) => name.split('.').slice(-2).join('.');
  return site(a) === site(b);
}
