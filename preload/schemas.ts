/**
 * What may cross between the renderer and main, as zod schemas: profiles, settings and every request.
 * Main parses every request and everything it loads from disk with these; the editor validates with the same ones.
 */
import { z } from 'zod';
import type { CallName, CallRequest } from './contract.ts';

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

const filePathSchema = z.string().min(1).max(4096);

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

/**
 * The key of a line IDENTITY:KEY, or as a person types it: hexadecimal, colons allowed between bytes, or else the text
 * itself (stunnel's options.c, psk_read).
 */
export function pskKeyBytes(text: string): Uint8Array {
  const digits = text.replaceAll(':', '');
  const isHexadecimal = /^(?:[0-9a-f]{2})+$/i.test(digits);
  return isHexadecimal
    ? Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
    : new TextEncoder().encode(text);
}

/** In bytes; stunnel refuses shorter keys (options.c, psk_read), and OpenSSL longer ones (PSK_MAX_PSK_LEN). */
export const pskLimits = { shortest: 16, longest: 256 } as const;

/** What the app keeps apart from the profiles, sealed with the system's key store where there is one. */
export const secretFieldSchema = z.enum(['key-passphrase', 'psk', 'proxy-password', 'protocol-password']);

const passwordSchema = z
  .string()
  .min(1, 'Enter a password.')
  .max(1024, 'A password has at most 1024 characters.')
  .regex(/^[^\r\n\0]*$/, 'A password is one line.');

/** Of a proxy, SOCKS allows 255 bytes (RFC 1929 2). */
const proxyPasswordSchema = passwordSchema.refine(
  (text) => new TextEncoder().encode(text).length <= 255,
  'A proxy’s password has at most 255 bytes.',
);

const pskKeySchema = z
  .string()
  .trim()
  .max(1024, 'This key is too long.')
  .refine(
    (text) => pskKeyBytes(text).length >= pskLimits.shortest,
    'A key has at least 16 bytes: 32 hexadecimal digits.',
  )
  .refine((text) => pskKeyBytes(text).length <= pskLimits.longest, 'A key has at most 256 bytes.');

/** What a secret of each field may be. */
export const secretSchemas = {
  'key-passphrase': z.string().min(1, 'Enter the passphrase.').max(1024, 'A passphrase has at most 1024 characters.'),
  psk: pskKeySchema,
  'proxy-password': proxyPasswordSchema,
  'protocol-password': passwordSchema,
} as const satisfies Record<z.infer<typeof secretFieldSchema>, z.ZodString>;

/** null forgets a secret; those that are left out stay. */
export const secretChangesSchema = z.strictObject({
  'key-passphrase': secretSchemas['key-passphrase'].nullable().optional(),
  psk: secretSchemas.psk.nullable().optional(),
  'proxy-password': secretSchemas['proxy-password'].nullable().optional(),
  'protocol-password': secretSchemas['protocol-password'].nullable().optional(),
});

const proxyUserSchema = z.string().min(1).max(255);

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

/**
 * What to do with a service: `add` it as answered, `update` the profile that it matches, add it as a `copy` with a name
 * and a local port of its own, or `skip` it.
 */
export const importActionSchema = z.enum(['add', 'update', 'copy', 'skip']);

/** A person's answers to one service of an import preview. */
export const importAnswerSchema = z.strictObject({
  key: z.string().min(1).max(64),
  /** Left out: `add`. */
  action: importActionSchema.optional(),
  name: profileNameSchema,
  application: applicationSchema,
  host: hostSchema,
  remotePort: portSchema,
  localPort: portSchema,
  user: userSchema.nullable(),
  /** Keep accepting any certificate, as the file does: only where the service asks. Left out: no. */
  unverified: z.boolean().optional(),
  /** What the server is shown: left out, as the file says; null, nothing. */
  identity: identitySchema.nullable().optional(),
  psk: preSharedKeySchema.nullable().optional(),
  /** Files that a person chose for those that could not be found: left out, the profile goes without. */
  authority: filePathSchema.optional(),
  revocation: filePathSchema.optional(),
});

/** What an import reads at most; larger files and further ones are left out, with a note. */
export const importLimits = {
  files: 200,
  fileBytes: 1_048_576,
  /** Of a zip or tar as it comes, packed or not. */
  archiveBytes: 16_777_216,
  lines: 10_000,
} as const;

/** Text that was pasted to be read as stunnel.conf. */
export const configurationTextSchema = z
  .string()
  .max(importLimits.fileBytes, 'This is larger than 1 MiB, and no stunnel.conf is.');

/** A file of a dropped folder, or one of several files. `path` is relative to what was dropped, with slashes. */
export const setFileSchema = z.strictObject({
  path: z.string().min(1).max(1024),
  /** null: larger than the limit, so that it was not read. Private keys in it are blank. */
  bytes: z
    .instanceof(Uint8Array)
    .refine(({ length }) => length <= importLimits.archiveBytes, 'A file is larger than 16 MiB.')
    .nullable(),
});

const importSetSchema = z.strictObject({
  /** The folder's or archive's name; null for several files. */
  name: z.string().max(1024).nullable(),
  files: z
    .array(setFileSchema)
    .min(1, 'There is no file in it.')
    .max(10 * importLimits.files, 'These are too many files.')
    .refine(
      (files) => files.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0) <= 4 * importLimits.archiveBytes,
      'Together the files are larger than 64 MiB.',
    ),
});

export const restoreChoiceSchema = z.enum(['add', 'replace', 'copy', 'skip']);

/** Longer ones are nobody's to remember. */
const passphraseSchema = z.string().min(1, 'Enter a passphrase.').max(1024);

const nothing = z.undefined();
const aboutProfile = z.strictObject({ profileId: z.uuid() });
const aboutProfiles = z.strictObject({ profileIds: z.array(z.uuid()).min(1).max(200) });

/** What a file is chosen for. Main asks with a dialog: the window names no paths that it was not given. */
const filePurposeSchema = z.enum(['certificate', 'key', 'psk', 'revocation', 'authority']);

const giveSecret = <Field extends keyof typeof secretSchemas>(field: Field) =>
  z.strictObject({
    profileId: z.uuid(),
    field: z.literal(field),
    value: secretSchemas[field],
    username: proxyUserSchema.nullable().optional(),
    remember: z.boolean(),
  });

/** One schema for each call of the contract; a call without one does not compile. */
export const requestSchemas: { readonly [Name in CallName]: z.ZodType<CallRequest<Name>> } = {
  'state.get': nothing,
  'tunnel.start': aboutProfile,
  'tunnel.stop': aboutProfile,
  'tunnel.check': aboutProfile,
  'trust.accept': z.strictObject({ profileId: z.uuid(), sha256: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) }),
  'profile.save': z.strictObject({ profile: profileSchema, secrets: secretChangesSchema.optional() }),
  'profile.duplicate': aboutProfile,
  'profile.chooseFile': z.strictObject({ purpose: filePurposeSchema }),
  'profile.remove': aboutProfile,
  'profile.useFreePort': aboutProfile,
  'profile.export': aboutProfile,
  'secret.give': z.discriminatedUnion('field', [
    giveSecret('key-passphrase'),
    giveSecret('psk'),
    giveSecret('proxy-password'),
    giveSecret('protocol-password'),
  ]),
  'import.choose': nothing,
  'import.chooseFolder': nothing,
  'import.read': z.strictObject({ name: z.string().max(1024).nullable(), text: configurationTextSchema }),
  'import.readSet': importSetSchema,
  'import.add': z.strictObject({ previewId: z.uuid(), services: z.array(importAnswerSchema).min(1).max(200) }),
  'import.cancel': z.strictObject({ previewId: z.uuid() }),
  'share.link': aboutProfiles,
  'share.file': aboutProfiles,
  'backup.save': z.strictObject({ passphrase: passphraseSchema.nullable() }),
  'backup.open': nothing,
  'backup.restore': z.strictObject({
    planId: z.uuid(),
    choices: z.array(z.strictObject({ profileId: z.uuid(), choice: restoreChoiceSchema })).max(10_000),
    settings: z.boolean(),
    passphrase: passphraseSchema.nullable(),
  }),
  'demo.start': nothing,
  'launch.open': aboutProfile,
  'launch.copy': aboutProfile,
  'settings.save': z.strictObject({ settings: settingsSchema }),
  'notice.dismiss': z.strictObject({ id: z.string().min(1).max(64) }),
};
