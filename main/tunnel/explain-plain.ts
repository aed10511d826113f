/** What is said of a service that speaks in the clear where TLS was expected. */
import type { Explanation, PlainService } from '../../preload/types.ts';

export const CHECK_PORT =
  "Check the port: it is the server's accept port in stunnel.conf, not the port of the service behind it.";

/** `dialect`: what stunnel's `protocol` and the editor call the way by which it begins TLS; null when stunnel knows none. */
const services: { readonly [Kind in PlainService]: { readonly is: string; readonly dialect: string | null } } = {
  smtp: { is: 'a mail server (SMTP)', dialect: 'SMTP (STARTTLS)' },
  imap: { is: 'a mail server (IMAP)', dialect: 'IMAP (STARTTLS)' },
  pop3: { is: 'a mail server (POP3)', dialect: 'POP3 (STLS)' },
  nntp: { is: 'a news server (NNTP)', dialect: 'NNTP (STARTTLS)' },
  ldap: { is: 'a directory (LDAP)', dialect: 'LDAP (StartTLS)' },
  pgsql: { is: 'PostgreSQL', dialect: 'PostgreSQL (SSLRequest)' },
  ftp: { is: 'an FTP server', dialect: null },
  http: { is: 'a web server or HTTP proxy', dialect: null },
  mysql: { is: 'MySQL or MariaDB', dialect: null },
  redis: { is: 'Redis', dialect: null },
  ssh: { is: 'an SSH server', dialect: null },
};

/** `place` is HOST:PORT. */
export function explainPlain(place: string, service: PlainService): Explanation {
  const { is, dialect } = services[service];
  const what = `${place} does not begin with TLS: it is ${is}.`;
  return dialect === null
    ? {
        what,
        why: 'The service itself answers in the clear; no stunnel is in front of it on this port.',
        next: CHECK_PORT,
      }
    : {
        what,
        why: 'Such a server starts in the clear, and goes over to TLS when its client asks for it.',
        next: `Set “protocol = ${service}” (in a profile: ${dialect}), or use the port where it speaks TLS at once.`,
      };
}
