/** What is said of a service that speaks in the clear where TLS was expected. */

import type { PlainService } from '../../preload/types.ts';
import { toSay, type UnsaidExplanation } from '../../preload/words/text.ts';
import type { FixedId } from '../../preload/words/words.ts';

/** `dialect`: what stunnel's `protocol` and the editor call the way by which it begins TLS; null when stunnel knows none. */
const services = {
  smtp: { is: 'error.plain.is.smtp', dialect: 'SMTP (STARTTLS)' },
  imap: { is: 'error.plain.is.imap', dialect: 'IMAP (STARTTLS)' },
  pop3: { is: 'error.plain.is.pop3', dialect: 'POP3 (STLS)' },
  nntp: { is: 'error.plain.is.nntp', dialect: 'NNTP (STARTTLS)' },
  ldap: { is: 'error.plain.is.ldap', dialect: 'LDAP (StartTLS)' },
  pgsql: { is: 'error.plain.is.pgsql', dialect: 'PostgreSQL (SSLRequest)' },
  ftp: { is: 'error.plain.is.ftp', dialect: null },
  http: { is: 'error.plain.is.http', dialect: null },
  mysql: { is: 'error.plain.is.mysql', dialect: null },
  redis: { is: 'error.plain.is.redis', dialect: null },
  ssh: { is: 'error.plain.is.ssh', dialect: null },
} as const satisfies { readonly [Kind in PlainService]: { readonly is: FixedId; readonly dialect: string | null } };

/** `place` is HOST:PORT. */
export function explainPlain(place: string, service: PlainService): UnsaidExplanation {
  const { is, dialect } = services[service];
  const what = toSay('error.plain.what', { server: place, service: toSay(is) });
  return dialect === null
    ? {
        what,
        why: toSay('error.plain.why'),
        next: toSay('error.checkPort'),
      }
    : {
        what,
        why: toSay('error.plain.why.2'),
        next: toSay('error.plain.next', { service, dialect }),
      };
}
