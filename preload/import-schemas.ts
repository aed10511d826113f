/** What a person gives an import and answers to it, as zod schemas, and how much of it is read. */

import { z } from 'zod';
import { applicationSchema } from './fields/application.ts';
import { identitySchema } from './fields/identity.ts';
import { profileNameSchema } from './fields/name.ts';
import { preSharedKeySchema } from './fields/psk.ts';
import { userSchema } from './fields/user.ts';
import { importLimits } from './import-limits.ts';
import { filePathSchema, hostSchema, portSchema } from './schemas.ts';
import { because } from './words/because.ts';

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
  /** Left out: the tunnel listens on the socket that the file has, and on no port. */
  localPort: portSchema.optional(),
  user: userSchema.nullable(),
  /** Keep accepting any certificate, as the file does: only where the service asks. Left out: no. */
  unverified: z.boolean().optional(),
  /** Let other computers use the tunnel, as the file does: only where the service asks. Left out: no. */
  exposed: z.boolean().optional(),
  /** What the server is shown: left out, as the file says; null, nothing. */
  identity: identitySchema.nullable().optional(),
  psk: preSharedKeySchema.nullable().optional(),
  /** Files that a person chose for those that could not be found: left out, the profile goes without. */
  authority: filePathSchema.optional(),
  /** Authorities of the system may vouch for the server in place of its own certificate, which the file wants and which nobody
   * could find: only where the service asks. Left out: no. */
  withoutPin: z.boolean().optional(),
  revocation: filePathSchema.optional(),
});

/** Text that was pasted to be read as stunnel.conf. */
export const configurationTextSchema = z.string().max(importLimits.fileBytes, because('schema.import.text'));

/** A file of a dropped folder, or one of several files. `path` is relative to what was dropped, with slashes. */
export const setFileSchema = z.strictObject({
  path: z.string().min(1).max(1024),
  /** null: larger than the limit, so that it was not read, or not readable. Private keys in it are blank. */
  bytes: z
    .instanceof(Uint8Array)
    .refine(({ length }) => length <= importLimits.archiveBytes, because('schema.import.archive'))
    .nullable(),
  /** The system did not give it, or it is a folder that nobody may look into; others beside it were read. */
  isUnreadable: z.boolean().optional(),
});

/** A server's .ovpn, which has a key in it that a VPN cannot do without. */
export const openvpnTextSchema = z.strictObject({
  name: z.string().min(1).max(255),
  text: z.string().max(importLimits.fileBytes),
  /** What it names beside it, keys included; paths are relative, with slashes. */
  files: z
    .array(
      z.strictObject({
        path: z.string().min(1).max(255),
        bytes: z
          .instanceof(Uint8Array)
          .refine(({ length }) => length <= importLimits.fileBytes, because('schema.import.file')),
      }),
    )
    .max(16)
    .optional(),
});

export const importSetSchema = z.strictObject({
  /** The folder's or archive's name; null for several files. */
  name: z.string().max(1024).nullable(),
  files: z
    .array(setFileSchema)
    .min(1, because('schema.import.none'))
    .max(10 * importLimits.files, because('schema.import.many'))
    .refine(
      (files) => files.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0) <= 4 * importLimits.archiveBytes,
      because('schema.import.all'),
    ),
  /** For the profile that comes of the files. */
  openvpn: openvpnTextSchema.optional(),
});

/** A form that somebody has filled in instead of giving a configuration. */
export const serverByHandSchema = z.strictObject({
  host: hostSchema,
  port: portSchema,
  application: applicationSchema,
});

export const restoreChoiceSchema = z.enum(['add', 'replace', 'copy', 'skip']);
