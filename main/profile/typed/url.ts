/** URLs of services that speak TLS from the first byte. Pure. */

import type { Application, Profile } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { cite } from '../notes/note.ts';
import { readHost, readPort } from './endpoint.ts';
import { fault, means, type Reading } from './meaning.ts';

interface Scheme {
  readonly port: number | null;
  readonly application: Application;
  /** Where the service listens without TLS, which suggests the local port. */
  readonly servicePort?: number;
  readonly negotiation?: NonNullable<Profile['negotiation']>;
  readonly remark?: Text;
}

/** Ports: IANA's service names; Redis and MongoDB: their documentation. */
const schemes: Readonly<Record<string, Scheme>> = {
  https: { port: 443, application: 'http' },
  wss: { port: 443, application: 'http' },
  rediss: { port: 6379, application: 'redis' },
  ldaps: { port: 636, application: 'ldap' },
  imaps: { port: 993, application: 'mail', servicePort: 143 },
  smtps: { port: 465, application: 'mail', servicePort: 25 },
  submissions: { port: 465, application: 'mail', servicePort: 25 },
  pop3s: { port: 995, application: 'mail', servicePort: 110 },
  nntps: { port: 563, application: 'custom', servicePort: 119 },
  ircs: { port: 6697, application: 'irc' },
  mqtts: { port: 8883, application: 'mqtt' },
  amqps: { port: 5671, application: 'custom', servicePort: 5672 },
  ftps: {
    port: 990,
    application: 'custom',
    servicePort: 21,
    remark: toSay('note.typed.ftp'),
  },
  tls: { port: null, application: 'custom' },
  ssl: { port: null, application: 'custom' },
};

/** The same services without TLS, and databases that switch to it. */
const plain: Readonly<Record<string, string>> = {
  http: 'https://',
  ws: 'wss://',
  redis: 'rediss://',
  ldap: 'ldaps://',
  imap: 'imaps://',
  smtp: 'smtps://',
  pop3: 'pop3s://',
  irc: 'ircs://',
  mqtt: 'mqtts://',
  amqp: 'amqps://',
  tcp: 'tls://',
};

/** Host, port and user of a URL, as RFC 3986 3.2 divides them: `URL` would drop a port that is the scheme's usual one. */
function divide(url: string) {
  const [, scheme = '', authority = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  const at = authority.lastIndexOf('@');
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1)) ?? [];
  return { scheme: scheme.toLowerCase(), login: at < 0 ? null : authority.slice(0, at), name, port, rest };
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export function readUrl(words: readonly string[]): Reading {
  const [url = '', ...more] = words;
  if (more.length > 0 || !/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return null;
  const { scheme, login, name, port: digits, rest } = divide(url);
  if (scheme === 'adit') return null;
  const database = databaseOf(scheme, rest);
  const known = Object.hasOwn(schemes, scheme) ? schemes[scheme] : database;
  if (known === undefined || known === null) {
    const secure = Object.hasOwn(plain, scheme) ? plain[scheme] : undefined;
    const written = cite(`${scheme}://`);
    return secure === undefined
      ? fault('typed.url.unknown', { scheme: written })
      : fault('typed.url.plain', { scheme: written, secure: `${secure}${name || 'host'}` });
  }
  const host = readHost(decoded(name));
  if (host === null) return fault('typed.url.noHost');
  const port = digits === undefined || digits === '' ? known.port : readPort(digits);
  if (digits && port === null) return fault('typed.url.port');
  return means({
    form: toSay('typed.form.url'),
    host,
    port,
    portReason:
      port === null
        ? toSay('question.port.url')
        : digits
          ? toSay('reason.port.url')
          : toSay('reason.port.scheme', { scheme }),
    application: known.application,
    because: toSay('because.url', { scheme }),
    ...(known.servicePort === undefined ? {} : { servicePort: known.servicePort }),
    ...(known.negotiation === undefined ? {} : { negotiation: known.negotiation }),
    remarks: remarksOn(known, login, database === null ? rest : ''),
  });
}

function remarksOn({ remark }: Scheme, login: string | null, rest: string): Text[] {
  const remarks = remark === undefined ? [] : [remark];
  if (login?.includes(':')) remarks.push(toSay('note.typed.urlPassword'));
  else if (login) remarks.push(toSay('note.typed.urlUser'));
  if (rest !== '' && rest !== '/') remarks.push(toSay('note.typed.urlRest'));
  return remarks;
}

/** Databases whose URL says in its parameters that TLS is used. */
function databaseOf(scheme: string, rest: string): Scheme | null {
  const parameters = new URLSearchParams(/\?(.*)$/s.exec(rest)?.[1] ?? '');
  if (/^postgres(?:ql)?$/.test(scheme)) {
    const direct = parameters.get('sslnegotiation') === 'direct';
    const off = /^(?:disable|allow|prefer)$/.test(parameters.get('sslmode') ?? '');
    if (off) return null;
    return {
      port: 5432,
      application: 'postgresql',
      ...(direct ? {} : { negotiation: { kind: 'pgsql' } as const }),
    };
  }
  if (scheme === 'mongodb' && (parameters.get('tls') ?? parameters.get('ssl')) === 'true') {
    return { port: 27_017, application: 'mongodb' };
  }
  return null;
}
