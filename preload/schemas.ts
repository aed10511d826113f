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

/**
 * A host name or an IP address without brackets. The characters are those of names (also internationalised ones) and of
 * addresses; no leading hyphen, so that a host can never be taken for an option on a command line.
 */
export const hostSchema = z
  .string()
  .trim()
  .min(1, 'Enter a host name or an IP address.')
  .max(253, 'A host name has at most 253 characters.')
  .regex(/^(?![-.])[\p{L}\p{N}._:%-]+$/u, 'This is not a host name or an IP address.');

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
 * `authority`: chain to the given CA certificates; empty checks: no name check, as stunnel's verifyChain alone.
 * `pinned`: the leaf has the subject and public key of one of the given certificates (stunnel's verifyPeer).
 * `none`: anything is accepted.
 */
export const trustSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system'), checks: checksSchema }),
  z.strictObject({
    kind: z.literal('authority'),
    certificates: z.array(certificateSourceSchema).min(1).max(16),
    checks: checksSchema,
  }),
  z.strictObject({
    kind: z.literal('pinned'),
    certificates: z.array(certificateSourceSchema).min(1).max(16),
    checks: checksSchema,
  }),
  z.strictObject({ kind: z.literal('none') }),
]);

export const tlsVersionSchema = z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']);

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
});

const seconds = z.int().min(0).max(2_147_483);

/** stunnel's TIMEOUTconnect, TIMEOUTbusy, TIMEOUTidle and TIMEOUTclose, in seconds. */
export const timeoutsSchema = z.strictObject({ connect: seconds, busy: seconds, idle: seconds, close: seconds });

/** Something of an imported file that has no effect here, kept so that nothing is dropped silently. */
export const noteSchema = z.strictObject({
  /** 1-based line of the imported file; null when it is about the file as a whole. */
  line: z.int().min(1).nullable(),
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

/** A person's answers to one service of an import preview. */
export const importAnswerSchema = z.strictObject({
  key: z.string().min(1).max(64),
  name: profileNameSchema,
  application: applicationSchema,
  host: hostSchema,
  remotePort: portSchema,
  localPort: portSchema,
  user: userSchema.nullable(),
});

const nothing = z.undefined();
const aboutProfile = z.strictObject({ profileId: z.uuid() });

/** One schema for each call of the contract; a call without one does not compile. */
export const requestSchemas: { readonly [Name in CallName]: z.ZodType<CallRequest<Name>> } = {
  'state.get': nothing,
  'tunnel.start': aboutProfile,
  'tunnel.stop': aboutProfile,
  'tunnel.check': aboutProfile,
  'trust.accept': z.strictObject({ profileId: z.uuid(), sha256: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) }),
  'profile.save': z.strictObject({ profile: profileSchema }),
  'profile.remove': aboutProfile,
  'profile.useFreePort': aboutProfile,
  'import.choose': nothing,
  'import.read': z.strictObject({ name: z.string().max(1024).nullable(), text: z.string().max(1_048_576) }),
  'import.add': z.strictObject({ previewId: z.uuid(), services: z.array(importAnswerSchema).min(1).max(200) }),
  'import.cancel': z.strictObject({ previewId: z.uuid() }),
  'demo.start': nothing,
  'launch.open': aboutProfile,
  'launch.copy': aboutProfile,
  'settings.save': z.strictObject({ settings: settingsSchema }),
  'notice.dismiss': z.strictObject({ id: z.string().min(1).max(64) }),
};
