/** Addresses of `accept`, `connect` and `redirect`: `[HOST:]PORT` or the path of a Unix socket (stunnel man page). */
import { hasPlaceholder, isHostPlaceholder, isPortPlaceholder } from './placeholder.ts';

export type AddressHost =
  /** No host was written: stunnel takes all interfaces for accept, localhost for connect. */
  | { readonly kind: 'default' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'placeholder'; readonly text: string };

export type AddressPort =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'placeholder'; readonly text: string }
  /** A service name that is not among the common ones, a number out of range, or nothing that could be a port. */
  | { readonly kind: 'unknown'; readonly text: string };

export type Address =
  | { readonly kind: 'tcp'; readonly host: AddressHost; readonly port: AddressPort }
  | { readonly kind: 'unix'; readonly path: string };

/** The names of /etc/services that stunnel configurations use. */
export const servicePorts: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ftp: 21,
    ssh: 22,
    telnet: 23,
    smtp: 25,
    mail: 25,
    domain: 53,
    http: 80,
    www: 80,
    kerberos: 88,
    pop3: 110,
    'pop-3': 110,
    ident: 113,
    auth: 113,
    nntp: 119,
    ntp: 123,
    imap: 143,
    imap2: 143,
    snmp: 161,
    ldap: 389,
    https: 443,
    submissions: 465,
    smtps: 465,
    ssmtp: 465,
    urd: 465,
    syslog: 514,
    printer: 515,
    nntps: 563,
    submission: 587,
    ipp: 631,
    ldaps: 636,
    'domain-s': 853,
    rsync: 873,
    'ftps-data': 989,
    ftps: 990,
    telnets: 992,
    imaps: 993,
    pop3s: 995,
    socks: 1080,
    openvpn: 1194,
    'ms-sql-s': 1433,
    mysql: 3306,
    'ms-wbt-server': 3389,
    svn: 3690,
    postgresql: 5432,
    amqps: 5671,
    amqp: 5672,
    redis: 6379,
    ircd: 6667,
    'ircs-u': 6697,
    'http-alt': 8080,
    webcache: 8080,
    git: 9418,
  }),
);

function readPort(text: string): AddressPort {
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    return number >= 1 && number <= 65535 ? { kind: 'number', number } : { kind: 'unknown', text };
  }
  const known = servicePorts.get(text.toLowerCase());
  if (known !== undefined) return { kind: 'number', number: known };
  return isPortPlaceholder(text) ? { kind: 'placeholder', text } : { kind: 'unknown', text };
}

function readHost(text: string): AddressHost {
  if (text === '') return { kind: 'default' };
  const bracketed = /^\[([^\]]*)\]$/.exec(text)?.[1];
  if (bracketed !== undefined) return { kind: 'name', name: bracketed };
  return isHostPlaceholder(text) ? { kind: 'placeholder', text } : { kind: 'name', name: text };
}

/** The last colon that is not inside a template expression such as `${HOST:-localhost}`. */
function splitColon(value: string): number {
  const masked = value.replace(/\$\{[^{}]*\}|\{\{[^{}]*\}\}|<%[^%]*%>|<[^<>]*>/g, (part) => 'x'.repeat(part.length));
  return masked.lastIndexOf(':');
}

/**
 * Reads an address tolerantly: besides stunnel's own forms also `[::1]:443`, and placeholders for host and port.
 * Never fails: what is no port is of kind `unknown`.
 */
export function readAddress(value: string): Address {
  if (value.startsWith('/')) return { kind: 'unix', path: value };
  const colon = splitColon(value);
  if (colon < 0) {
    const port = readPort(value);
    // `${CONNECT}` stands for host and port, `${PORT}` for the port alone.
    const wholeAddress = hasPlaceholder(value) && !/port/i.test(value);
    return { kind: 'tcp', host: wholeAddress ? { kind: 'placeholder', text: value } : { kind: 'default' }, port };
  }
  return {
    kind: 'tcp',
    host: readHost(value.slice(0, colon).trim()),
    port: readPort(value.slice(colon + 1).trim()),
  };
}
