import { z } from 'zod';
import { hostSchema } from '../schemas.ts';
import { field } from './field.ts';

/** One line each, as they are sent. */
const headerSchema = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\r\n]+$/, 'A header is one line.');

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
  pop3: 'STARTTLS of POP3',
  imap: 'STARTTLS of IMAP',
  nntp: 'STARTTLS of NNTP',
  ldap: 'STARTTLS of LDAP',
  pgsql: 'PostgreSQL’s request for TLS',
  cifs: 'CIFS’s request for TLS',
} as const;

function words(negotiation: Negotiation | undefined): string {
  if (negotiation === undefined) return 'none';
  switch (negotiation.kind) {
    case 'smtp': {
      const { host, login } = negotiation;
      const parts = [host === null ? [] : `as ${host}`, login === null ? [] : `logged in as ${login.username}`].flat();
      return ['STARTTLS of SMTP', ...parts].join(', ');
    }
    case 'connect': {
      const { host, username, headers } = negotiation;
      const parts = [username === null ? [] : `as ${username}`, ...headers].flat();
      return [`HTTP CONNECT to ${host}`, ...parts].join(', ');
    }
    case 'socks':
      return `SOCKS 5 inside TLS, to ${negotiation.host}`;
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
