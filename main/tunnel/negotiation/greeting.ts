/** Which service speaks, by its first bytes. */
import { lengthOctets } from '../../../preload/der.ts';
import type { PlainService } from '../../../preload/types.ts';

/** How a service begins; where two begin alike, a word of the line has to tell them apart. */
const texts: readonly (readonly [PlainService, RegExp])[] = [
  /** RFC 5321 4.3.1; the word is a habit of all servers, not a rule: without it nothing is known. */
  ['smtp', /^220[ -][^\r\n]*\bE?SMTP\b/i],
  /** RFC 959 */
  ['ftp', /^220[ -][^\r\n]*(?:FTP|FileZilla)/i],
  /** RFC 3501 7.1 */
  ['imap', /^\* (?:OK|PREAUTH|BYE)[ \r\n]/i],
  /** RFC 1939 4 */
  ['pop3', /^\+OK[ \r\n]/],
  /** RFC 3977 5.1 */
  ['nntp', /^20[01] [^\r\n]*\b(?:NNTP|NNRP|INN|InterNetNews|news)/i],
  /** RFC 4253 4.2; OpenSSH's other words are for those who begin with something else. */
  ['ssh', /^(?:SSH-(?:1\.99|2\.0)-|Invalid SSH identification string)/],
  ['http', /^HTTP\/\d(?:\.\d)? \d{3}/],
  /** RESP: an error with a code in capitals. */
  ['redis', /^-(?:ERR|NOAUTH|DENIED|LOADING) /],
];

/** null when the bytes prove nothing. `bytes` is what came so far, of which some hundred are enough. */
export function readGreeting(bytes: Uint8Array): PlainService | null {
  const text = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  const [found] = texts.find(([, start]) => start.test(text)) ?? [];
  if (found !== undefined) return found;
  if (isMysql(bytes)) return 'mysql';
  if (isLdap(bytes)) return 'ldap';
  return isPgsqlError(text) ? 'pgsql' : null;
}

/**
 * The first packet of MySQL and MariaDB: its length in three bytes, number 0, then either protocol 10 and a version that
 * begins with a digit, or an error (ff) with a server's number, as hosts get that are not welcome.
 */
function isMysql(bytes: Uint8Array): boolean {
  const [low = 0, middle = 0, high = 0, sequence, kind, first = 0, second = 0] = bytes;
  const length = low + (middle << 8) + (high << 16);
  if (sequence !== 0 || high !== 0 || length < 8) return false;
  if (kind === 0x0a) return first >= 0x30 && first <= 0x39;
  const code = first + (second << 8);
  return kind === 0xff && code >= 1000 && code < 2000;
}

/** An LDAPMessage (RFC 4511 4.2) with an ExtendedResponse: the answer to StartTLS, or the notice of disconnection. */
function isLdap(bytes: Uint8Array): boolean {
  const [sequence, length = 0] = bytes;
  const start = 2 + lengthOctets(length);
  const [integer, one, id = 2, response] = bytes.subarray(start, start + 4);
  return sequence === 0x30 && integer === 0x02 && one === 0x01 && id <= 1 && response === 0x78;
}

/** ErrorResponse (Frontend/Backend Protocol): E, a length in four bytes, and the severity as its first field. */
const isPgsqlError = (text: string): boolean =>
  text.startsWith('E\0\0') && /^S(?:ERROR|FATAL|PANIC)$/.test(text.slice(5).split('\0')[0] ?? '');
