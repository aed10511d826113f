import { z } from 'zod';
import { filePathSchema } from '../schemas.ts';
import { toSay } from '../words/text.ts';
import { field, takeIfSaid } from './field.ts';

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

export const identity = field(identitySchema.optional(), {
  label: 'field.identity',
  words: (identity) => {
    if (identity === undefined) return toSay('value.none');
    if (identity.kind === 'pkcs12') return identity.path;
    const { certificate, key } = identity;
    return certificate === key ? certificate : toSay('value.identity', { certificate, key });
  },
  usual: undefined,
  update: takeIfSaid,
  shared: {
    told: toSay('note.share.identity'),
    refused: toSay('note.shared.identity'),
  },
  stunnel: { kind: 'special', options: ['cert', 'key'], every: true },
  preview: 'own place',
  engine: 'resolved',
  editor: { section: 'identity' },
  secret: {
    name: 'key-passphrase',
    isUsed: (identity) => identity !== undefined,
    hasPlace: (identity) => identity !== undefined,
  },
  files: (identity) => {
    if (identity === undefined) return [];
    return identity.kind === 'pem' ? [identity.certificate, identity.key] : [identity.path];
  },
});
