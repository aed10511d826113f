import { z } from 'zod';
import { hostSchema } from '../schemas.ts';
import { because } from '../words/because.ts';
import { type Text, type TextList, toSay } from '../words/text.ts';
import { field } from './field.ts';
import { cite } from './words.ts';

export const pemSchema = z
  .string()
  .max(262_144)
  .regex(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/, because('schema.noCertificate'))
  .refine((pem) => !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem), because('schema.noPrivateKeys'));

/** Where certificates come from: a PEM file that is read when the tunnel starts, or PEM text kept in the profile. */
export const certificateSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4096) }),
  /** stunnel's CApath: certificates in files that are named by the hash of their subject. */
  z.strictObject({ kind: z.literal('directory'), path: z.string().min(1).max(4096) }),
  z.strictObject({ kind: z.literal('pem'), pem: pemSchema }),
]);
type Source = Readonly<z.infer<typeof certificateSourceSchema>>;

/** stunnel's checkHost, checkEmail and checkIP: one list, any match is enough. Empty: see the trust that holds it. */
export const checksSchema = z.strictObject({
  hosts: z.array(hostSchema).max(32),
  emails: z.array(z.string().min(3).max(320)).max(32),
  ips: z.array(hostSchema).max(32),
});
type Checks = Readonly<z.infer<typeof checksSchema>>;

/**
 * Why a server's certificate is accepted.
 * `system`: chain to the system's roots and a name check (empty checks: the host that is connected to). A person is asked
 * about another certificate, unless it is `strict`, as a file is that verifies by these roots.
 * `authority`: chain to the given CA certificates, and nobody is asked about another; empty checks: no name check, as
 * stunnel's verifyChain alone. With `peer` the leaf has to be one of the given certificates as well (stunnel's verifyChain and verifyPeer, `verify = 3`).
 * `pinned`: the leaf has the subject and public key of one of the given certificates (stunnel's verifyPeer).
 * `none`: anything is accepted.
 */
export const trustSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('system'),
    checks: checksSchema,
    /** Left out: no. */
    strict: z.literal(true).optional(),
  }),
  z.strictObject({
    kind: z.literal('authority'),
    certificates: z.array(certificateSourceSchema).min(1).max(16),
    checks: checksSchema,
    /** Left out: no. */
    peer: z.literal(true).optional(),
  }),
  z.strictObject({
    kind: z.literal('pinned'),
    certificates: z.array(certificateSourceSchema).min(1).max(16),
    checks: checksSchema,
  }),
  z.strictObject({ kind: z.literal('none') }),
]);
type Trust = Readonly<z.infer<typeof trustSchema>>;

export const noChecks: Checks = { hosts: [], emails: [], ips: [] };

/** The system's roots and the host's name; a server that they do not vouch for is asked about once and pinned. */
export const defaultTrust: Trust = { kind: 'system', checks: noChecks };

/** The names that a certificate has to be for, of every kind. */
export const namesIn = ({ hosts, emails, ips }: Checks): readonly string[] => [...hosts, ...emails, ...ips];

/** What is trusted, without the names. */
export function describeTrust(trust: Trust): Text {
  switch (trust.kind) {
    case 'system':
      return trust.strict ? toSay('value.trust.strict') : toSay('value.trust.system');
    case 'authority':
      return trust.peer
        ? toSay('value.trust.peer', { places: placesOf(trust.certificates) })
        : toSay('value.trust.authority', { places: placesOf(trust.certificates) });
    case 'pinned':
      return toSay('value.trust.pinned', { places: placesOf(trust.certificates) });
    case 'none':
      return toSay('value.trust.none');
  }
}

const placesOf = (certificates: readonly Source[]): TextList => ({
  list: certificates.map((source) => (source.kind === 'pem' ? toSay('value.trust.inProfile') : cite(source.path))),
});

/** Never loosened: a profile that pins its server, names its authority or asks nobody keeps that when the file says less. */
function update(own: Trust, said: Trust): Trust {
  if (said.kind === 'none') return own;
  if (said.kind !== 'system') return said;
  if (own.kind === 'pinned' || own.kind === 'authority') return own;
  if (own.kind !== 'system') return said;
  const checks = namesIn(said.checks).length === 0 ? own.checks : said.checks;
  return { kind: 'system', checks, ...(own.strict || said.strict ? { strict: true } : {}) };
}

export const trust = field(trustSchema, {
  label: 'field.trust',
  words: (trust) => {
    const names = trust.kind === 'none' ? [] : namesIn(trust.checks);
    return names.length === 0
      ? describeTrust(trust)
      : toSay('value.trust.for', { trust: describeTrust(trust), names: { list: names } });
  },
  usual: defaultTrust,
  update,
  shared: 'in part',
  stunnel: { kind: 'special', options: ['verify', 'verifyChain', 'verifyPeer', 'CAfile', 'CApath'], every: true },
  preview: 'own place',
  engine: 'as it is',
  editor: { section: 'trust' },
  files: (trust) =>
    'certificates' in trust ? trust.certificates.flatMap((source) => (source.kind === 'pem' ? [] : [source.path])) : [],
});
