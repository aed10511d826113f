/** Header lines of an HTTP proxy that log somebody in. */
import { Buffer } from 'node:buffer';

/** Names of headers whose values are nobody else's business. */
const SECRET = /^[^:]*(?:authori[sz]ation|cookie|token|secret|passw|api-?key)[^:]*:/i;

export const isSecretHeader = (header: string): boolean => SECRET.test(header);

/** The user name of Basic credentials (RFC 7617); null for any other secret. */
export function userOfHeader(header: string): string | null {
  const encoded = /^\s*proxy-authorization\s*:\s*basic\s+([a-z\d+/=]+)\s*$/i.exec(header)?.[1];
  if (encoded === undefined) return null;
  const user = Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] ?? '';
  return user === '' || user.length > 255 || /[\p{Cc}\ufffd]/u.test(user) ? null : user;
}
