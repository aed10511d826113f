/**
 * Profiles and settings as zod schemas. Main parses what comes from the renderer and from disk with these; the editor
 * validates with the same ones.
 */
import { z } from 'zod';

/** A TCP port that can be connected to or listened on. */
export const portSchema = z
  .int('A port is a whole number.')
  .min(1, 'Ports start at 1.')
  .max(65535, 'Ports end at 65535.');

/** Colons are those of an IPv6 address, with or without its zone (RFC 4007 11); anything else has a port behind it. */
const isIpv6 = (host: string): boolean => z.ipv6().safeParse(host.replace(/%[\w.-]+$/, '')).success;

const NO_HOST = 'This is not a host name or an IP address.';

/**
 * A host name or an IP address without brackets. The characters are those of names (also internationalised ones) and of
 * addresses; no leading hyphen, so that a host can never be taken for an option on a command line.
 */
export const hostSchema = z
  .string()
  .trim()
  .min(1, 'Enter a host name or an IP address.')
  .max(253, 'A host name has at most 253 characters.')
  .regex(/^(?![-.])[\p{L}\p{N}._:%-]+$/u, { error: NO_HOST, abort: true })
  .refine((host) => !/^[^:]+:\d*$/.test(host), 'The port has its own field: enter the host without it.')
  .refine((host) => !host.includes(':') || /^[^:]+:\d*$/.test(host) || isIpv6(host), NO_HOST);

/**
 * Whether only programs of this computer reach the address: loopback addresses and the one name that every system keeps
 * for itself (RFC 6761 6.3). `127.example.com` is anywhere.
 */
export function isLoopback(host: string): boolean {
  const name = host.trim().toLowerCase();
  return /^(::ffff:)?127(\.\d{1,3}){1,3}$/.test(name) || name === '::1' || /^localhost\.?$/.test(name);
}

export const endpointSchema = z.strictObject({ host: hostSchema, port: portSchema });

export const applicationSchema = z.enum([
  'ssh',
  'sftp',
  'openvpn',
  'rsync',
  'http',
  'redis',
  'mongodb',
  'postgresql',
  'mysql',
  'vnc',
  'rdp',
  'custom',
]);

const pemSchema = z
  .string()
  .max(262_144)
  .regex(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/, 'There is no certificate in this text.')
  .refine((pem) => !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem), 'Private keys are never stored.');

/** Where certificates come from: a PEM file that is read when the tunnel starts, or PEM text kept in the profile. */
export const certificateSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4096) }),
  /** stunnel's CApath: certificates in files that are named by the hash of their subject. */
  z.strictObject({ kind: z.literal('directory'), path: z.string().min(1).max(4096) }),
  z.strictObject({ kind: z.literal('pem'), pem: pemSchema }),
]);

/** stunnel's checkHost, checkEmail and checkIP: one list, any match is enough. Empty: see the trust that holds it. */
export const checksSchema = z.strictObject({
  hosts: z.array(hostSchema).max(32),
  emails: z.array(z.string().min(3).max(320)).max(32),
  ips: z.array(hostSchema).max(32),
});

/**
 * Why a server's certificate is accepted.
 * `system`: chain to the system's roots and a name check (empty checks: the host that is connected to).
 * `authority`: chain to the given CA certificates; empty checks: no name check, as stunnel's verifyChain alone. With
 * `peer` the leaf has to be one of the given certificates as well (stunnel's verifyChain and verifyPeer, `verify = 3`).
 * `pinned`: the leaf has the subject and public key of one of the given certificates (stunnel's verifyPeer).
 * `none`: anything is accepted.
 */
export const trustSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system'), checks: checksSchema }),
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

export const tlsVersionSchema = z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']);

/** A protocol name of the ALPN registry (RFC 7301 6), or one of one's own: what a server expects before it answers. */
const alpnSchema = z.string().min(1).max(255);

export const tlsSchema = z.strictObject({
  /** Server name indication: the connect host, none (stunnel's `sni =`), or a name. Never sent for an IP address. */
  sni: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('default') }),
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('name'), name: hostSchema }),
  ]),
  /** null: the TLS library's own limit. */
  minVersion: tlsVersionSchema.nullable(),
  maxVersion: tlsVersionSchema.nullable(),
  /** OpenSSL cipher list for TLS 1.2 and older; null: the library's default. */
  ciphers: z.string().max(4096).nullable(),
  /** Groups in order of preference, colon separated; null: the library's default. */
  curves: z.string().max(1024).nullable(),
  /** Application protocols to offer, in order of preference (RFC 7301). stunnel has no option for it. Left out: none. */
  alpn: z.array(alpnSchema).min(1).max(16).optional(),
  /** TLS 1.3 suites; only where the TLS library can choose them. */
  ciphersuites: z.string().max(1024).optional(),
  /** OpenSSL's security level; only where the TLS library has them. */
  securityLevel: z.int().min(0).max(5).optional(),
  /** Names of stunnel's `options`, with `-` for those that are cleared, in the order of the file. */
  options: z.array(z.string().max(64)).max(64).optional(),
  /** stunnel's sessionResume, sessionCacheSize (0: no limit) and sessionCacheTimeout (seconds). Left out: yes, 1000, 300. */
  sessions: z.strictObject({ resume: z.boolean(), size: z.int().min(0), timeout: z.int().min(0) }).optional(),
});

export const filePathSchema = z.string().min(1).max(4096);

/**
 * The certificate that this client shows to the server (stunnel's cert and key), as files that are read at each start. A
 * passphrase is a secret and is kept apart.
 */
export const identitySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pem'),
    /** Leaf first, then its issuers. */
    certificate: filePathSchema,
    key: filePathSchema,
  }),
  z.strictObject({ kind: z.literal('pkcs12'), path: filePathSchema }),
]);

/** stunnel's PSKidentity. The key is a secret of the profile, or stands in a file with lines IDENTITY:KEY (PSKsecrets). */
export const preSharedKeySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), identity: z.string().min(1).max(128) }),
  /** null: the first identity of the file. */
  z.strictObject({ kind: z.literal('file'), path: filePathSchema, identity: z.string().min(1).max(128).nullable() }),
]);

export const proxyUserSchema = z.string().min(1).max(255);

/** What stands between this computer and the server. A password is a secret and is kept apart. */
export const proxySchema = z.discriminatedUnion('kind', [
  /** What the system's settings say, automatic configuration included, asked anew for each connection. */
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({
    kind: z.enum(['http', 'socks4a', 'socks5']),
    host: hostSchema,
    port: portSchema,
    username: proxyUserSchema.nullable(),
  }),
]);

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

/** Certificate revocation (stunnel's CRLfile, CRLpath and OCSP options). Stapled answers are looked at without being asked to. */
export const revocationSchema = z.strictObject({
  /** PEM files of revocation lists, and folders of such files; read at each start. */
  lists: z.array(filePathSchema).max(64),
  /** Asks responders over the network. null: only stapled answers are looked at. */
  ocsp: z
    .strictObject({
      /** stunnel's OCSP; null: only those that the certificate names. */
      url: z
        .url({ protocol: /^http$/ })
        .max(2048)
        .nullable(),
      /** Those that the certificate names (OCSPaia). */
      aia: z.boolean(),
      nonce: z.boolean(),
      /** Refuse the server when there is no conclusive answer (OCSPrequire). */
      require: z.boolean(),
      /** Seconds (TIMEOUTocsp). */
      timeout: z.int().min(0).max(3600),
      /** OCSPflag. */
      flags: z.array(z.string().max(32)).max(16),
    })
    .nullable(),
});

/** Finished TLS connections that are kept ready for the next local program. */
export const sparesSchema = z.strictObject({
  /** 0: none. */
  count: z.int().min(0).max(8),
  /** Seconds that one is kept. */
  lifetime: z.int().min(1).max(600),
});

const seconds = z.int().min(0).max(2_147_483);

/** stunnel's TIMEOUTconnect, TIMEOUTbusy, TIMEOUTidle and TIMEOUTclose, in seconds. */
export const timeoutsSchema = z.strictObject({ connect: seconds, busy: seconds, idle: seconds, close: seconds });

/** Something of an imported file that has no effect here, kept so that nothing is dropped silently. */
export const noteSchema = z.strictObject({
  /** 1-based line of the imported file; null when it is about the file as a whole. */
  line: z.int().min(1).nullable(),
  /** Which file of an imported set the line is in; left out when there was one file only. */
  file: z.string().max(1024).optional(),
  text: z.string().max(20_000),
  reason: z.string().max(2000),
});

/** A login name for a command line: no leading hyphen, no white space, nothing a shell reads. */
export const userSchema = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .regex(/^(?!-)[\p{L}\p{N}._@\\+-]+$/u, 'This is not a user name.');

export const profileNameSchema = z
  .string()
  .trim()
  .min(1, 'Give the profile a name.')
  .max(80, 'A name has at most 80 characters.');

export const profileSchema = z.strictObject({
  id: z.uuid(),
  name: profileNameSchema,
  /** Profiles that came from one file share a group name. */
  group: z.string().max(120).nullable(),
  application: applicationSchema,
  accept: z.array(endpointSchema).min(1).max(16),
  connect: z.array(endpointSchema).min(1).max(32),
  failover: z.enum(['prio', 'rr']),
  tls: tlsSchema,
  trust: trustSchema,
  timeouts: timeoutsSchema,
  identity: identitySchema.optional(),
  psk: preSharedKeySchema.optional(),
  /** Left out: none. */
  proxy: proxySchema.optional(),
  negotiation: negotiationSchema.optional(),
  revocation: revocationSchema.optional(),
  /** Address of this computer that connections to the server come from (stunnel's local). Left out: the system chooses. */
  local: hostSchema.optional(),
  /** Left out: what the application is best served with. */
  spares: sparesSchema.optional(),
  startWithApp: z.boolean(),
  /** Login name at the server, for applications whose command line takes one. */
  user: userSchema.nullable(),
  /** The demo's profile: lives until the app quits, is never stored. */
  demo: z.boolean(),
  origin: z.strictObject({
    file: z.string().max(1024).nullable(),
    section: z.string().max(1024).nullable(),
    notes: z.array(noteSchema).max(10_000),
  }),
});

export const settingsSchema = z.strictObject({
  appearance: z.enum(['system', 'light', 'dark']),
});
