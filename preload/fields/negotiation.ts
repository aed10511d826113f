import { z } from 'zod';
import { hostSchema } from '../schemas.ts';
import { because } from '../words/because.ts';
import { type Text, toSay } from '../words/text.ts';
import { field } from './field.ts';
import { parted } from './words.ts';

/** One line each, as they are sent. */
const headerSchema = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\r\n]+$/, because('schema.header'));

/** HOST:PORT, as stunnel's protocolHost. */
const destinationSchema = z.string().min(3).max(260);

/** stunnel's `protocol`: what is said before TLS starts, or with `socks` right after it. Passwords are secrets. */
export const negotiationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('smtp'),
    /** What EHLO says; null: localhost. */
    host: hostSchema.nullable(),
    /** Log in for the mail program, after TLS has started (protocolAuthentication). */
    login: z.strictObject({ method: z.enum(['plain', 'login']), username: z.string().min(1).max(255) }).nullable(),
  }),
  z.strictObject({ kind: z.enum(['pop3', 'imap', 'nntp', 'ldap', 'pgsql', 'cifs']) }),
  z.strictObject({
    kind: z.literal('connect'),
    host: destinationSchema,
    username: z.string().min(1).max(255).nullable(),
    headers: z.array(headerSchema).max(64),
  }),
  /** SOCKS5 inside TLS: the server connects to `host`. */
  z.strictObject({ kind: z.literal('socks'), host: destinationSchema }),
]);
type Negotiation = Readonly<z.infer<typeof negotiationSchema>>;

const dialectNames = {
  pop3: toSay('value.negotiation.starttls', { protocol: 'POP3' }),
  imap: toSay('value.negotiation.starttls', { protocol: 'IMAP' }),
  nntp: toSay('value.negotiation.starttls', { protocol: 'NNTP' }),
  ldap: toSay('value.negotiation.starttls', { protocol: 'LDAP' }),
  pgsql: toSay('value.negotiation.request', { protocol: 'PostgreSQL' }),
  cifs: toSay('value.negotiation.request', { protocol: 'CIFS' }),
} as const;

function words(negotiation: Negotiation | undefined): string | Text {
  if (negotiation === undefined) return toSay('value.none');
  switch (negotiation.kind) {
    case 'smtp': {
      const { host, login } = negotiation;
      const parts = [
        host === null ? [] : toSay('value.as', { name: host }),
        login === null ? [] : toSay('value.negotiation.login', { user: login.username }),
      ].flat();
      return parted([toSay('value.negotiation.starttls', { protocol: 'SMTP' }), ...parts]);
    }
    case 'connect': {
      const { host, username, headers } = negotiation;
      const parts = [username === null ? [] : toSay('value.as', { name: username }), ...headers].flat();
      return parted([toSay('value.negotiation.connect', { host }), ...parts]);
    }
    case 'socks':
      return toSay('value.negotiation.socks', { host: negotiation.host });
    default:
      return dialectNames[negotiation.kind];
  }
}

/** A server's file cannot say where such a client goes to. */
const leadsOn = (negotiation: Negotiation | undefined) =>
  negotiation?.kind === 'connect' || negotiation?.kind === 'socks';

function loginOf(negotiation: Negotiation | undefined): string | null {
  if (negotiation?.kind === 'connect') return negotiation.username;
  return negotiation?.kind === 'smtp' ? (negotiation.login?.username ?? null) : null;
}

export const negotiation = field(negotiationSchema.optional(), {
  label: 'field.negotiation',
  words,
  usual: undefined,
  update: (own, said, role) => (role === 'server' && said === undefined && leadsOn(own) ? own : said),
  shared: 'in part',
  stunnel: { kind: 'special', options: ['protocol'] },
  preview: 'setting',
  engine: 'resolved',
  editor: { section: 'route' },
  secret: {
    name: 'protocol-password',
    isUsed: (negotiation) => loginOf(negotiation) !== null,
    hasPlace: (negotiation) => negotiation?.kind === 'connect' || negotiation?.kind === 'smtp',
    withUsername: (negotiation, username) => {
      if (negotiation?.kind === 'connect') return { ...negotiation, username };
      return negotiation?.kind === 'smtp' && negotiation.login !== null && username !== null
        ? { ...negotiation, login: { ...negotiation.login, username } }
        : negotiation;
    },
  },
});
